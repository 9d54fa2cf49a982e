import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { contract, explorerOf, node, placeOf, schemaPlaceOf } from "./contract.ts";
import { samplesOf } from "./samples.ts";

/** The contract as Redoc renders it: elements for the head and for the body. */
export async function redoc(): Promise<{ readonly head: string; readonly body: string }> {
  const folder = await mkdtemp(join(tmpdir(), "hotspot-docs-"));
  const document = join(folder, "openapi.json");
  const template = join(folder, "template.hbs");
  const page = join(folder, "page.html");
  try {
    await writeFile(document, withSamples());
    await writeFile(template, `{{{redocHead}}}${cut}{{{redocHTML}}}`);
    await promisify(execFile)(
      "redocly",
      ["build-docs", document, "--inlineBundle", `--template=${template}`, `--output=${page}`],
      { env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } },
    );
    const [head = "", body = ""] = (await readFile(page, "utf8"))
      .replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g, noPicture)
      .split(cut);
    // Redoc renders the links of its menu from the root of the host; in the browser they are fragments.
    return { head, body: body.replaceAll('href="/', 'href="#/') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const cut = "<!-- the head ends here -->";

/** In place of a logo that Redoc fetches from its own host: the page names Redoc in words. */
const noPicture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

/** The contract with what each operation has beside it, and its links as Redoc names their targets. */
function withSamples(): string {
  const fragment = (place: string) => `](${place.slice(place.indexOf("#"))})`;
  return JSON.stringify(contract, (_, value: unknown) => withOwnSamples(value))
    .replaceAll(/\]\(#operation\/(\w+)\)/g, (_, id: string) => fragment(placeOf(id)))
    .replaceAll(/\]\(#\/components\/schemas\/(\w+)\)/g, (_, name: string) =>
      fragment(schemaPlaceOf(name)),
    );
}

/** An operation with its samples, and a link to try it; any other value as it is. */
function withOwnSamples(value: unknown): unknown {
  const { operationId: id, description } = node(value);
  if (typeof id !== "string") return value;
  const explorer = explorerOf(id);
  const samples = samplesOf(id).map(({ label, language: lang, source }) => ({
    lang,
    label,
    source,
  }));
  return {
    ...node(value),
    description: explorer === undefined ? description : `${description}\n[Try it](${explorer})`,
    "x-codeSamples": samples,
  };
}
