import { parseArgs } from "node:util";

import { createHotspotClient } from "../src/index.ts";

// How much processor time a call by the client takes more than one by fetch alone: `pnpm bench
// [client] [--quick]`. Nothing is sent: `fetch` answers at once.

const options = { quick: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: false });
if (values.help || (positionals.length > 0 && !positionals.includes("client"))) process.exit();

const projectId = "a4da8115c9d8464ead3a38309130523f";
const baseUrl = "http://127.0.0.1";
const headers = { "X-Auth-Token": "correct-horse-battery-staple" };
const user = { user_id: "0".repeat(32), user_name: "user-0" };
const fetch = async () => Response.json({ total_count: 1, non_migrate_users: [user] });
const hotspot = createHotspotClient({ baseUrl, projectId, token: "t", fetch });

const callByClient = () => hotspot.nonMigrationUsers.list("c", { limit: 10 });
async function callByFetch(): Promise<unknown> {
  const request = new Request(`${baseUrl}/v1/${projectId}/users?limit=10`, { headers });
  return request.url === "" ? undefined : await (await fetch()).json();
}

/** Microseconds of processor time a call: other programs on the machine do not add to it. */
async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 0; count < 100; count += 1) await call();
  const { user: ours, system } = process.cpuUsage(before);
  return (ours + system) / 100;
}

// In turn, in short windows, so that garbage collection and compilation affect both alike.
const rounds = values.quick ? 100 : 500;
const differences: number[] = [];
for (let round = -rounds; round < rounds; round += 1) {
  const difference = -(await timeOf(callByFetch)) + (await timeOf(callByClient));
  // The first half warms up.
  if (round >= 0) differences.push(difference);
}
const sorted = differences.toSorted((one, other) => one - other);
const [lower, median, upper] = [1, 2, 3].map((quarter) =>
  sorted[(rounds * quarter) >> 2]?.toFixed(1),
);
process.stdout.write(`client: ${median} µs (${lower}–${upper}) a call more than by fetch alone\n`);
