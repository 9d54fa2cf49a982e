import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What to send to whom, and how. */
export interface Traffic {
  readonly port: number;
  /** Each carries one request at a time. */
  readonly connections: number;
  /** Whole HTTP/1.1 messages, sent one after the other, over and over. */
  readonly requests: readonly string[];
  /** At this rate, whatever the server does; without it the next request follows each answer. */
  readonly perSecond?: number;
}

/** What one window gave. Latencies are in microseconds. */
export interface Sample {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** What the load process is told. */
export type Order = { readonly traffic: Traffic } | { readonly window: number };

type Report = { readonly ready: true } | { readonly sample: Sample } | { readonly failure: string };

export interface Load extends Disposable {
  /**
   * Sends the traffic for so many milliseconds.
   *
   * @throws at the first answer that is not a 2xx, and at the first connection that breaks
   */
  window(ms: number): Promise<Sample>;
}

/** Starts a load generator as a process of its own. It goes on where its last window ended. */
export async function startLoad(traffic: Traffic): Promise<Load> {
  const child = fork(fileURLToPath(new URL("load-process.ts", import.meta.url)));
  const ended = once(child, "exit").then(() => {
    throw new Error("the load generator ended");
  });
  // Heard of where an order is under way; at any other time its end is ours.
  ended.catch(() => undefined);
  async function order(what: Order): Promise<Report> {
    const answer = once(child, "message");
    child.send(what);
    const [report] = await Promise.race([answer, ended]);
    // What load-process.ts sends.
    return report as Report;
  }
  await order({ traffic });
  return {
    async window(ms) {
      const report = await order({ window: ms });
      if ("sample" in report) return report.sample;
      throw new Error("failure" in report ? report.failure : "the load generator gave no sample");
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
