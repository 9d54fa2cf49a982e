import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { linkSchemas } from "./links.ts";
import { seal } from "./seal.ts";

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const contract = fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json"));
const page = here("dist/index.html");

const folder = await mkdtemp(join(tmpdir(), "hotspot-docs-"));
try {
  const linked = join(folder, "openapi.json");
  await writeFile(linked, linkSchemas(await readFile(contract, "utf8")));
  await promisify(execFile)(
    here("node_modules/.bin/redocly"),
    ["build-docs", linked, "--inlineBundle", `--output=${page}`],
    {
      cwd: here("."),
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
} finally {
  await rm(folder, { recursive: true });
}
await writeFile(page, seal(await readFile(page, "utf8")));
