import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { createHotspotClient } from "../src/index.ts";
import type { Memory } from "./memory.ts";
import { startServer } from "./server.ts";

// A process of its own, so that nothing but the client is in the heap. It iterates over as many
// users as the first argument says, and answers what it measured as JSON.

const users = Number(process.argv[2]);
setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

async function heapInUse(): Promise<number> {
  if (typeof collect !== "function") throw new TypeError("no garbage collector to call");
  // What a finalizer lets go of is collected one time later.
  for (let count = 0; count < 8; count += 1) {
    collect();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

await using server = await startServer({ userCount: users });
const hotspot = createHotspotClient({ baseUrl: server.url, projectId: "p", token: "t" });
const started = performance.now();
let seen = 0;
let atTenth = 0;
let atEnd = 0;
for await (const _ of hotspot.nonMigrationUsers.iterate("c", { limit: 100 })) {
  seen += 1;
  if (seen === users / 10) atTenth = await heapInUse();
  if (seen === users) atEnd = await heapInUse();
}
if (seen !== users) throw new Error(`expected ${users} users, and got ${seen}`);
const seconds = (performance.now() - started) / 1000;
const memory: Memory = { users, seconds, atTenth, atEnd };
process.stdout.write(JSON.stringify(memory));
