import { createHistogram } from "node:perf_hooks";

import { type Connection, openConnection } from "./connection.ts";
import type { Order, Sample, Traffic } from "./load.ts";

// The load generator: a process of its own, so that it takes no time from what it measures. It is
// told its traffic first, and then, for each window, how long to send it.

let requests: readonly Buffer[] = [];
let traffic: Traffic | undefined;
let next = 0;

function nextRequest(): Buffer {
  const request = requests[next++ % requests.length];
  if (request === undefined) throw new Error("there is nothing to send");
  return request;
}

async function measure({ port, connections, perSecond }: Traffic, ms: number): Promise<Sample> {
  const latency = createHistogram();
  const sentAt = new Map<Connection, number>();
  const idle: Connection[] = [];
  /** When each request that found no free connection was due. */
  const waiting: number[] = [];
  let answers = 0;
  let over = false;
  const finished = Promise.withResolvers<void>();

  function send(connection: Connection, dueAt: number): void {
    sentAt.set(connection, dueAt);
    connection.send(nextRequest());
  }
  const listener = {
    answered(connection: Connection): void {
      const now = performance.now();
      latency.record(Math.max(1, Math.round((now - (sentAt.get(connection) ?? now)) * 1e6)));
      if (!over) answers++;
      const due = perSecond === undefined && !over ? now : waiting.shift();
      if (due !== undefined) return send(connection, due);
      idle.push(connection);
      if (over && idle.length === connections) finished.resolve();
    },
    failed: (reason: string) => finished.reject(new Error(reason)),
  };
  const opened = await Promise.all(
    Array.from({ length: connections }, () => openConnection(port, listener)),
  );

  const begin = performance.now();
  const timers = [
    setTimeout(() => {
      over = true;
      clearInterval(timers[1]);
      if (idle.length === connections) finished.resolve();
    }, ms),
  ];
  if (perSecond === undefined) {
    for (const connection of opened) send(connection, begin);
  } else {
    idle.push(...opened);
    let due = 0;
    // A request that is late because others are slow counts as slow itself, from when it was due.
    const tick = () => {
      const now = performance.now();
      for (; due < ((now - begin) / 1000) * perSecond; due++) {
        const connection = idle.pop();
        if (connection === undefined) waiting.push(now);
        else send(connection, now);
      }
    };
    timers.push(setInterval(tick, 1));
  }
  try {
    // What is under way is waited for, but does not count: the next window finds the server at rest.
    await finished.promise;
  } finally {
    for (const timer of timers) clearInterval(timer);
    for (const connection of opened) connection.close();
  }
  const micros = (nanoseconds: number) => nanoseconds / 1000;
  return {
    perSecond: answers / (ms / 1000),
    p50: micros(latency.percentile(50)),
    p99: micros(latency.percentile(99)),
    longest: micros(latency.max),
  };
}

process.on("message", (order: Order) => {
  if ("traffic" in order) {
    traffic = order.traffic;
    requests = traffic.requests.map((text) => Buffer.from(text));
    process.send?.({ ready: true });
  } else if (traffic !== undefined) {
    measure(traffic, order.window).then(
      (sample) => process.send?.({ sample }),
      (error: unknown) => process.send?.({ failure: String(error) }),
    );
  }
});
