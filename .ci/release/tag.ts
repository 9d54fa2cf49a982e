import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { packedIn } from "./packed.ts";

// `node .ci/release/tag.ts` tags this commit with each release that was packed from it, as
// `@hotspot-session/spec@1.2.0`, and pushes the tags. That of `spec` is the tag of the contract:
// `npx -y pnpm@12 contract:diff @hotspot-session/spec@1.2.0` compares with it. `--dry-run` only names them.

const git = (...words: readonly string[]) => execFileSync("git", words, { encoding: "utf8" });

const folder = fileURLToPath(new URL("../../.release", import.meta.url));
const packed = await packedIn(folder);
const tags = packed.map(({ manifest }) => `${manifest.name}@${manifest.version}`);
// Of a package that was not released now, the tag is there.
const missing = tags.filter((tag) => git("ls-remote", "--tags", "origin", tag) === "");
for (const tag of missing) process.stdout.write(`${tag}\n`);

if (missing.length > 0 && !process.argv.includes("--dry-run")) {
  for (const tag of missing) git("tag", tag);
  git("push", "origin", ...missing.map((tag) => `refs/tags/${tag}`));
}
