import { parseArgs } from "node:util";

import { createHotspotClient } from "../src/index.ts";
import { answer } from "./answer.ts";
import { measureSize, sizeBudget } from "./size.ts";

// What the client costs: `pnpm bench [client] [--quick]`. The service's bench has the same arguments,
// and more. Nothing is sent: `fetch` answers at once, so that only the client's own time is left.

const { values, positionals } = parseArgs({ allowPositionals: true, strict: false });
if (values["help"] || (positionals.length > 0 && !positionals.includes("client"))) process.exit();

const projectId = "a4da8115c9d8464ead3a38309130523f";
const baseUrl = "http://127.0.0.1";
const headers = { "X-Auth-Token": "correct-horse-battery-staple" };
const fetch = () => Promise.resolve(answer({ offset: 0, limit: 1, total: 1 }));
const hotspot = createHotspotClient({ baseUrl, projectId, token: "t", fetch });

async function callByFetch(): Promise<unknown> {
  const request = new Request(`${baseUrl}/v1/${projectId}/users?limit=10`, { headers });
  return request.url === "" ? undefined : await (await fetch()).json();
}
const callByClient = () => hotspot.nonMigrationUsers.list("c", { limit: 10 });

/** Microseconds of processor time a call: other programs on the machine do not add to it. */
async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 0; count < 100; count += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 100;
}

// In turn, in short windows, so that garbage collection and compilation touch both alike.
const rounds = values["quick"] ? 100 : 500;
const differences: number[] = [];
for (let round = -rounds; round < rounds; round += 1) {
  const difference = -(await timeOf(callByFetch)) + (await timeOf(callByClient));
  // The first half warms up.
  if (round >= 0) differences.push(difference);
}
differences.sort((one, other) => one - other);
const [lower, median, upper] = [0.25, 0.5, 0.75].map((part) =>
  differences[Math.floor(part * rounds)]?.toFixed(1),
);
const { start, whole } = await measureSize();
process.stdout
  .write(`A call takes ${median} µs (${lower} to ${upper}) of processor time more than by fetch alone
The whole client in a bundle: ${whole.gzipped} bytes gzipped (budget: ${sizeBudget}),
${start.gzipped} of them loaded at the start; ${whole.minified} bytes minified
`);
