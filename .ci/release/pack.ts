import { execFile } from "node:child_process";
import { mkdir, rm, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { manifestOf, packageFolders } from "../sources.ts";
import { packedIn } from "./packed.ts";

// `release:pack` packs every published package, as it is published, into .release.

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const target = fileURLToPath(new URL("../../.release", import.meta.url));

await rm(target, { recursive: true, force: true });
await mkdir(target);
for (const folder of await packageFolders(root)) {
  const manifest = await manifestOf(root, folder);
  if (manifest === undefined || manifest.private) continue;
  // By pnpm: only it puts versions in the place of `workspace:` and `catalog:`.
  await run("pnpm", ["pack", "--pack-destination", target], { cwd: `${root}/${folder}` });
}

for (const { manifest, tarball } of await packedIn(target)) {
  const { size } = await stat(tarball);
  const kilobytes = Math.ceil(size / 1024);
  process.stdout.write(`${manifest.name}@${manifest.version} ${kilobytes} KB\n`);
}
