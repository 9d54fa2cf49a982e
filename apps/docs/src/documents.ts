import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { operations, pageOf } from "./contract.ts";
import { operationPage, referencePage } from "./operation-page.ts";

/** A page that is made from what the repository has, so that nothing is written twice. */
export interface Document {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
}

/** Astro bundles this file, so it cannot say where it is: the build runs in the folder of the package. */
const root = join(process.cwd(), "../..");
const read = (path: string) => readFile(join(root, path), "utf8");

/** Where the site has what documents of the repository link to. */
const places: Readonly<Record<string, string>> = {
  "SECURITY.md": "security.html",
  "../../SECURITY.md": "security.html",
  "spec/DECISIONS.md": "decisions.html",
  "../../packages/mock/README.md": "mock.html",
  "../../apps/service/README.md": "service.html",
  "RUNNING.md": "running.html",
};

const copies = [
  [
    "running",
    "Running the service",
    "Configure, observe, back up and restore the service.",
    "apps/service/RUNNING.md",
  ],
  [
    "client",
    "TypeScript client",
    "Methods, options and errors of @hotspot-session/client.",
    "packages/client/README.md",
  ],
  // Written by the build of the CLI, which turbo.json puts before this one.
  [
    "cli",
    "Command line",
    "Commands, options and exit codes of hotspot.",
    "apps/cli/dist/hotspot.md",
  ],
  [
    "mcp",
    "Assistants",
    "The API as tools for assistants, by the Model Context Protocol.",
    "apps/mcp/README.md",
  ],
  [
    "service",
    "Service and test double",
    "The service in your tests, in memory, and its faults on request.",
    "apps/service/README.md",
  ],
  [
    "mock",
    "Mock server",
    "The API in your tests, checked against its contract.",
    "packages/mock/README.md",
  ],
  [
    "decisions",
    "Decisions",
    "What was decided where the published pages are silent or disagree, and why.",
    "spec/DECISIONS.md",
  ],
  [
    "security",
    "Security",
    "What is promised about secrets and data, and what is not.",
    "SECURITY.md",
  ],
] as const;

/**
 * The oldest Node that runs the repository, as its README says.
 *
 * @throws Error where the README no longer says so
 */
export async function oldestNode(): Promise<string> {
  const version = /Node (\d+) or later/.exec(await read("README.md"))?.[1];
  if (version === undefined) throw new Error('README.md no longer says "Node … or later"');
  return version;
}

/** Every page that is not a guide. */
export const documents = async (): Promise<readonly Document[]> => [
  ...operations.map((operation) => ({
    id: pageOf(operation.id),
    title: operation.summary,
    description: `${operation.id} by curl, in TypeScript and on the command line.`,
    body: operationPage(operation),
  })),
  {
    id: "reference",
    title: "API reference",
    description: "Every operation, field and status.",
    body: referencePage(),
  },
  ...(await Promise.all(
    copies.map(async ([id, title, description, path]) => ({
      id,
      title,
      description,
      body: withoutTitle(linked(await read(path))),
    })),
  )),
  await changelog(),
];

/** @throws Error that names a link for which the site has no place */
const linked = (document: string) =>
  document.replaceAll(/\]\((?![a-z]+:|#)([^)#]+)/g, (_, path: string) => {
    const place = path.endsWith(".html") ? path : places[path];
    if (place === undefined)
      throw new Error(`${path}: say in src/documents.ts where the site has it`);
    return `](${place}`;
  });

/** The page has its title, and its contents beside it: it needs no list of them. */
const withoutTitle = (document: string) =>
  document.replace(/^# .*\n/m, "").replace(/^## Contents\n[^]*?(?=^## )/m, "");

/** What waits for the next release, from the changesets, then the releases of each package. */
async function changelog(): Promise<Document> {
  const names = (await readdir(join(root, ".changeset"))).filter(
    (name) => name.endsWith(".md") && name !== "README.md",
  );
  const pending = await Promise.all(names.toSorted().map((name) => read(`.changeset/${name}`)));
  const packages = [
    "spec",
    "packages/types",
    "packages/client",
    "packages/signature",
    "packages/mock",
    "apps/cli",
    "apps/mcp",
    "apps/service",
  ];
  const released = await Promise.all(
    packages.map((folder) => read(`${folder}/CHANGELOG.md`).catch(() => "")),
  );
  return {
    id: "changelog",
    title: "Changelog",
    description: "What changed, and what the next release will change.",
    body: [
      "Versions follow [semantic versioning](https://semver.org).",
      ...(pending.length > 0 ? ["## Next release", ...pending.map(withPackages)] : []),
      // One level lower: the page has a heading for each package.
      ...released.map((text) => text.replaceAll(/^#/gm, "##").trim()),
    ].join("\n\n"),
  };
}

/** A changeset: `"@hotspot-session/client": minor` lines between dashes, then the text for readers. */
const withPackages = (changeset: string) =>
  changeset.replace(/^---\n([^]*?)\n---\n/, (_, head: string) => {
    const bumps = head.replaceAll(/^"?([^":\n]+)"?: (\w+)$/gm, "`$1` $2");
    return `${bumps.replaceAll("\n", ", ")}\n`;
  });
