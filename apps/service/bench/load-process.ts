import { once } from "node:events";
import { createHistogram } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";

import autocannon, { type Request, type Result } from "autocannon";

import type { Order, Window } from "./load.ts";

// The load generator: sends one window of traffic for each message that it receives.

/** The requests of one of several connections: no two ask for the same at the same time. */
function requestsOf({ requests, connections }: Order, connection: number, first: number) {
  const count = Math.ceil(requests.length / connections);
  const at = (turn: number) => (first + connection + turn * connections) % requests.length;
  // Copies, because autocannon writes into what it is given.
  return Array.from({ length: count }, (_, turn): Request => Object.assign({}, requests[at(turn)]));
}

/** From clients that send the next request as soon as they have the answer. */
async function sendAtOnce(order: Order, first: number): Promise<Window> {
  const { address: url, connections, ms } = order;
  let connection = 0;
  const run = autocannon(
    {
      url,
      connections,
      // It is stopped below: autocannon counts in whole seconds.
      duration: 3600,
      sampleInt: 20,
      setupClient: (client) => client.setRequests(requestsOf(order, connection++, first)),
    },
    () => undefined,
  );
  await once(run, "start");
  const begin = performance.now();
  setTimeout(() => run.stop(), ms);
  const [result] = await once(run, "done");
  const seconds = (performance.now() - begin) / 1000;
  const { "2xx": answered, non2xx, errors }: Result = result;
  return { seconds, answered, refused: non2xx, failed: errors, p99: Number.NaN };
}

/** From clients that pause after each answer. */
async function sendNowAndThen(order: Order, first: number, pause: number): Promise<Window> {
  const { address, connections, ms } = order;
  const latency = createHistogram();
  let [refused, failed] = [0, 0];
  const begin = performance.now();
  async function client(connection: number): Promise<void> {
    const requests = requestsOf(order, connection, first);
    await wait((pause * connection) / connections);
    for (let turn = 0; performance.now() - begin < ms; turn++) {
      const { path = "/", headers } = requests[turn % requests.length] ?? {};
      const sent = performance.now();
      try {
        const response = await fetch(address + path, {
          // Those of project.ts, which have one value each.
          headers: headers as Record<string, string>,
        });
        await response.text();
        if (response.ok) latency.record(Math.round((performance.now() - sent) * 1e6));
        else refused++;
      } catch {
        failed++;
      }
      await wait(pause);
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, index) => client(index)));
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, answered: latency.count, refused, failed, p99: latency.percentile(99) / 1e6 };
}
process.on("disconnect", () => process.exit());
process.on("message", async (order: Order) => {
  const first = Math.floor(Math.random() * order.requests.length);
  const { pause } = order;
  const window =
    pause === undefined ? sendAtOnce(order, first) : sendNowAndThen(order, first, pause);
  process.send?.(await window);
});
