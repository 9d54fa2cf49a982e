import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { manifestOf, packageFolders } from "../sources.ts";

// `node .ci/release/origin.ts` writes into each package that is published where it comes from, as
// the workflow that publishes it knows: npm compares that with the provenance. A copy of this
// repository elsewhere publishes under its own address, so none is written down here.

const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
if (server === undefined || repository === undefined) {
  throw new Error("GITHUB_SERVER_URL and GITHUB_REPOSITORY are not set: this is for the workflow");
}
const home = `${server}/${repository}`;
const root = fileURLToPath(new URL("../..", import.meta.url));

for (const folder of await packageFolders(root)) {
  const manifest = await manifestOf(root, folder);
  if (manifest === undefined || manifest.private) continue;
  const file = join(root, folder, "package.json");
  const fields: object = JSON.parse(await readFile(file, "utf8"));
  const origin = {
    homepage: `${home}/tree/main/${folder}#readme`,
    bugs: `${home}/issues`,
    repository: { type: "git", url: `git+${home}.git`, directory: folder },
  };
  await writeFile(file, `${JSON.stringify({ ...fields, ...origin }, undefined, 2)}\n`);
}
