import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import autocannon, { type Request, type Result } from "autocannon";

import type { Order, Window } from "./load.ts";

// The load generator: sends one window of traffic for each message that it receives.

/** The requests of one connection, as copies: autocannon writes into what it is given. */
function requestsOf({ requests, connections }: Order, first: number): Request[] {
  const ofConnection = (_: unknown, turn: number) =>
    Object.assign({}, requests[(first + turn * connections) % requests.length]);
  return Array.from({ length: Math.ceil(requests.length / connections) }, ofConnection);
}

/** From clients that send the next request as soon as they have the answer. */
async function sendAtOnce(order: Order, first: number): Promise<Window> {
  const { address: url, connections, ms } = order;
  let next = first;
  const setupClient = (client: autocannon.Client) => client.setRequests(requestsOf(order, next++));
  // It counts in whole seconds, and so is stopped below.
  const options = { url, connections, setupClient, duration: 3600, sampleInt: 20 };
  const run = autocannon(options, (error) => {
    if (error) throw error;
  });
  await once(run, "start");
  const begin = performance.now();
  setTimeout(() => run.stop(), ms);
  const [result] = await once(run, "done");
  const seconds = (performance.now() - begin) / 1000;
  const { "2xx": answered, non2xx: refused, errors: failed }: Result = result;
  return { seconds, answered, refused, failed, p99: Number.NaN };
}

/** From clients that pause after each answer; autocannon would send those of a second at once. */
async function sendEvenly(order: Order, first: number, pause: number): Promise<Window> {
  const { address, connections, ms } = order;
  const latencies: number[] = [];
  let [refused, failed] = [0, 0];
  const begin = performance.now();
  async function client(_: unknown, connection: number): Promise<void> {
    const requests = requestsOf(order, first + connection);
    await wait((pause * connection) / connections);
    for (let turn = 0; performance.now() - begin < ms; turn++) {
      const { path = "", headers } = requests[turn % requests.length] ?? {};
      const sent = performance.now();
      // The headers of project.ts have one value each.
      const init = { headers: headers as Record<string, string> };
      const response = await fetch(address + path, init).catch(() => undefined);
      const body = await response?.text().catch(() => undefined);
      const status = body === undefined ? 0 : response?.status;
      latencies.push(status === 200 ? performance.now() - sent : Infinity);
      if (status === 0) failed++;
      else if (status !== 200) refused++;
      await wait(pause);
    }
  }
  await Promise.all(Array.from({ length: connections }, client));
  const p99 = latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? Infinity;
  const answered = latencies.length - refused - failed;
  return { seconds: (performance.now() - begin) / 1000, answered, refused, failed, p99 };
}

process.on("disconnect", () => process.exit());
process.on("message", async (order: Order) => {
  const first = Math.floor(Math.random() * order.requests.length);
  const send = order.pause === undefined ? sendAtOnce : sendEvenly;
  process.send?.(await send(order, first, order.pause ?? 0));
});
