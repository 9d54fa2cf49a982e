// Node, Bun and Deno: `process.mjs <url of the mock>`, in the folder of the project.

import process from "node:process";

import { runSuite } from "./suite.mjs";

process.stdout.write(JSON.stringify(await runSuite(process.argv[2] ?? "")));
