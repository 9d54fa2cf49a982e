import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { createHotspotClient } from "@hotspot-session/client";

// Iterates over as many users as the first argument says, in a process of its own so that nothing but
// the client is in the heap, and prints by how many bytes the heap grew after the first tenth.

const total = Number(process.argv[2]);
setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

async function heapInUse(): Promise<number> {
  if (typeof collect !== "function") throw new TypeError("no garbage collector to call");
  // What a finalizer releases is collected one time later.
  for (let count = 0; count < 8; count += 1) {
    collect();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

/** Answers a page of 100 users. */
async function fetch({ url }: Request): Promise<Response> {
  const offset = Number(new URL(url).searchParams.get("offset"));
  const non_migrate_users = Array.from({ length: Math.min(100, total - offset) }, (_, index) => ({
    user_id: String(offset + index).padStart(32, "0"),
    user_name: `user-${offset + index}`,
  }));
  return Response.json({ total_count: total, non_migrate_users });
}
const hotspot = createHotspotClient({ baseUrl: "http://a", projectId: "p", token: "t", fetch });
let seen = 0;
let atTenth = 0;
for await (const _ of hotspot.nonMigrationUsers.iterate("c")) {
  seen += 1;
  if (seen === total / 10) atTenth = await heapInUse();
}
if (seen !== total) throw new Error(`expected ${total} users, and got ${seen}`);
process.stdout.write(String((await heapInUse()) - atTenth));
