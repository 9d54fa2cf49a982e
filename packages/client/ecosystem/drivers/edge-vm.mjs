// Web APIs only, without `process`, `Buffer` and `require`: `edge-vm.mjs <bundle> <url of the mock>`.

import { readFile } from "node:fs/promises";

import { EdgeVM } from "@edge-runtime/vm";

const [, , bundle = "", url = ""] = process.argv;
const vm = new EdgeVM();
vm.evaluate(await readFile(bundle, "utf8"));
const done = await vm.evaluate(`suite.runSuite(${JSON.stringify(url)})`);
process.stdout.write(JSON.stringify(done));
