import { once } from "node:events";
import { createHistogram } from "node:perf_hooks";

import autocannon, { type Request, type Result } from "autocannon";

import type { Order, Window } from "./load.ts";

// The load generator: sends one window of traffic for each message that it receives.

/** The requests of one of several connections: no two ask for the same at the same time. */
function requestsOf({ requests, connections }: Order, first: number): Request[] {
  const count = Math.ceil(requests.length / connections);
  return Array.from({ length: count }, (_, turn) =>
    // A copy, because autocannon writes into what it is given.
    Object.assign({}, requests[(first + turn * connections) % requests.length]),
  );
}

async function send(order: Order): Promise<Window> {
  const { address: url, connections, connectionRate, ms } = order;
  let next = Math.floor(Math.random() * order.requests.length);
  const run = autocannon(
    {
      url,
      connections,
      ...(connectionRate !== undefined && { connectionRate }),
      setupClient: (client) => client.setRequests(requestsOf(order, next++)),
      // It counts in whole seconds, and so is stopped below.
      duration: 3600,
      sampleInt: 20,
    },
    () => undefined,
  );
  // Its own latencies are whole milliseconds, refusals included.
  const latency = createHistogram();
  run.on("response", (_client, status, _bytes, milliseconds) => {
    if (status === 200) latency.record(Math.ceil(milliseconds * 1e6));
  });
  await once(run, "start");
  const begin = performance.now();
  setTimeout(() => run.stop(), ms);
  const [result] = await once(run, "done");
  const seconds = (performance.now() - begin) / 1000;
  const { "2xx": answered, non2xx: refused, errors: failed }: Result = result;
  return { seconds, answered, refused, failed, p99: latency.percentile(99) / 1e6 };
}

process.on("disconnect", () => process.exit());
process.on("message", async (order: Order) => process.send?.(await send(order)));
