import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { packedIn } from "./packed.ts";

// `node .ci/release/publish.ts` publishes what `release:pack` has packed and is not published yet, so that
// it can run again after a failure. `--dry-run` only says what it would do.
//
// It runs where npm trusts the workflow. There is no token, and nothing is installed: the only code that
// runs there is this and npm's own.

const folder = fileURLToPath(new URL("../../.release", import.meta.url));
const flags = process.argv.slice(2);

for (const { manifest, tarball } of await packedIn(folder)) {
  const release = `${manifest.name}@${manifest.version}`;
  if (manifest.version === "0.0.0" && !flags.includes("--dry-run")) {
    throw new Error(
      `${release} has no version yet: run npx -y pnpm@12 release:version, and commit it`,
    );
  }
  if (isPublished(release)) {
    process.stdout.write(`${release} is published already\n`);
    continue;
  }
  const { status } = spawnSync("npm", ["publish", tarball, ...flags], { stdio: "inherit" });
  if (status !== 0) {
    process.stderr.write(
      `${release} was not published: fix what npm reports, and run this again\n`,
    );
    process.exitCode = 1;
    break;
  }
  process.stdout.write(`${release} is ${flags.includes("--dry-run") ? "ready" : "published"}\n`);
}

/** Whether the registry has it; where the registry does not answer, publishing will say why. */
function isPublished(release: string): boolean {
  const { stdout } = spawnSync("npm", ["view", release, "version"], { encoding: "utf8" });
  return stdout.trim() !== "";
}
