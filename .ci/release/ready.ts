import { readdirSync, readFileSync } from "node:fs";

// `node .ci/release/ready.ts` checks that this commit is a release. Between two releases the contract may
// be ahead of the one stored as released, and must not be published as that. It needs only Node, so that
// it can run before an install.

const contractFile = "spec/openapi.yaml";
const releasedFile = "spec/released/openapi.yaml";

const pending = readdirSync(".changeset").filter(
  (name) => name.endsWith(".md") && name !== "README.md",
);
const problems = pending.map((name) => `.changeset/${name} is not in a changelog yet`);
// The first line says of which release it is.
const released = textOf(releasedFile)?.replace(/^.*\n/, "");
if (released === undefined) problems.push(`${releasedFile} is not there`);
else if (released !== textOf(contractFile))
  problems.push(`${contractFile} differs from ${releasedFile}`);

for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) {
  process.stderr.write(
    "This is not a release: announce what is new with `npx -y pnpm@12 changeset`, unless that is done, run `npx -y pnpm@12 release:version` again, and commit it\n",
  );
  process.exitCode = 1;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
