import { connect, type Socket } from "node:net";
import { createHistogram } from "node:perf_hooks";

import type { Answers, FloodOrder, FloodReport } from "./flood.ts";

// The flood: a process of its own, which does nothing but send, and count what comes back.

/** How long a patient client waits before it connects again, in milliseconds. */
const beforeAnotherTry = 1000;

function tally() {
  let latency = createHistogram();
  let since = performance.now();
  return {
    record: (milliseconds: number) => latency.record(Math.max(1, Math.round(milliseconds * 1e6))),
    take(): Answers {
      const seconds = (performance.now() - since) / 1000;
      const taken = {
        perSecond: latency.count / seconds,
        p50: latency.percentile(50) / 1000,
        p99: latency.percentile(99) / 1000,
      };
      latency = createHistogram();
      since = performance.now();
      return taken;
    },
  };
}

const accepted = tally();
const refused = tally();
let unheard = 0;

function client(
  { port, patient, pause }: FloodOrder,
  requests: readonly Buffer[],
  first: number,
): void {
  let turn = first;
  let sentAt = 0;
  let isWaiting = false;
  let received = "";

  function open(): void {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    received = "";
    socket.setEncoding("latin1");
    socket.on("connect", () => send(socket));
    socket.on("data", (text: string) => {
      received += text;
      const status = statusOfWhole(received);
      if (status === undefined) return;
      isWaiting = false;
      received = "";
      if (status !== 503 && status !== 200) throw new Error(`an answer of ${status}`);
      (status === 503 ? refused : accepted).record(performance.now() - sentAt);
      const wait = status === 503 && patient ? beforeAnotherTry : pause;
      if (wait === undefined) send(socket);
      else setTimeout(() => send(socket), wait);
    });
    // A close follows.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (isWaiting) unheard++;
      isWaiting = false;
      setTimeout(open, patient ? beforeAnotherTry : 0);
    });
  }

  function send(socket: Socket): void {
    const request = requests[turn++ % requests.length];
    if (request === undefined || !socket.writable) return;
    sentAt = performance.now();
    isWaiting = true;
    socket.write(request);
  }

  open();
}

/** The status of an answer, once all of it is there. */
function statusOfWhole(text: string): number | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const length = Number(/\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
  return text.length < end + 4 + length ? undefined : Number(text.slice(9, 12));
}

// Whoever is gone without a word takes the flood along.
process.on("disconnect", () => process.exit());

process.on("message", (order: FloodOrder | "report") => {
  if (order === "report") {
    const report = { accepted: accepted.take(), refused: refused.take(), unheard };
    unheard = 0;
    process.send?.(report satisfies FloodReport);
    return;
  }
  const requests = order.requests.map((text) => Buffer.from(text));
  for (let index = 0; index < order.clients; index++) client(order, requests, index);
  process.send?.("begun");
});
