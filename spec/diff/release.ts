import { globSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { contractFile, headerOf, packageIn, releasedFile } from "./base.ts";

// Stores the contract as it is released, under the version of its package, and the code that its users
// may write: a step of every release, after `changeset version`. Later changes are compared with them.

/** The repository: a script of its root runs there. */
const root = process.cwd();
const { version } = packageIn(root, "spec");

const released = join(root, releasedFile);
await mkdir(dirname(released), { recursive: true });
const before = await readFile(join(root, contractFile), "utf8");
const text = before.replace(/^(info:\n(?: .*\n)*?  version: ).*$/m, `$1${version}`);
if (!text.includes(`\n  version: ${version}\n`))
  throw new Error(`${contractFile}: info: has no version`);
await writeFile(join(root, contractFile), text);
await writeFile(released, headerOf(version) + text);
process.stdout.write(`${releasedFile}: the contract of ${version}\n`);

for (const file of globSync("packages/*/compat/consumer.ts", { cwd: root }).toSorted()) {
  const copy = join(dirname(file), "released", "consumer.ts");
  await mkdir(dirname(join(root, copy)), { recursive: true });
  await copyFile(join(root, file), join(root, copy));
  process.stdout.write(`${copy}: as ${file}\n`);
}
