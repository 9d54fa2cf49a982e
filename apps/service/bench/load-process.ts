import { once } from "node:events";

import autocannon, { type Request, type Result } from "autocannon";

import type { Order, Window } from "./load.ts";

// The load generator: sends one window of traffic for each message that it receives.

/** The requests of one connection, as copies: autocannon writes into what it is given. */
function requestsOf({ requests, connections }: Order, first: number): Request[] {
  const ofConnection = (_: unknown, turn: number) =>
    Object.assign({}, requests[(first + turn * connections) % requests.length]);
  return Array.from({ length: Math.ceil(requests.length / connections) }, ofConnection);
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
    (error) => {
      if (error) throw error;
    },
  );
  // What autocannon reports is in whole milliseconds, and takes refusals for fast answers.
  const latencies: number[] = [];
  run.on("response", (_client, status, _bytes, latency) =>
    latencies.push(status === 200 ? latency : Infinity),
  );
  run.on("reqError", () => latencies.push(Infinity));
  await once(run, "start");
  const begin = performance.now();
  setTimeout(() => run.stop(), ms);
  const [result] = await once(run, "done");
  const seconds = (performance.now() - begin) / 1000;
  const { "2xx": answered, non2xx: refused, errors: failed }: Result = result;
  const p99 = latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? Infinity;
  return { seconds, answered, refused, failed, p99 };
}

process.on("disconnect", () => process.exit());
process.on("message", async (order: Order) => process.send?.(await send(order)));
