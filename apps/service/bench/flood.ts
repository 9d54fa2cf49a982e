import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Clients that send one request after the other, each on a connection of its own, kept while it can be. */
export interface FloodOrder {
  readonly port: number;
  readonly clients: number;
  /** Whole HTTP/1.1 messages; each client begins with another. */
  readonly requests: readonly string[];
  /** Whether a client that is refused waits as it is told, or asks again at once. */
  readonly patient: boolean;
  /** How long a client waits after an answer, in milliseconds; not at all where it does not say. */
  readonly pause?: number;
}

/** How many answers of a kind there were in a second, and after how many microseconds they came. */
export interface Answers {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface FloodReport {
  /** 200. */
  readonly accepted: Answers;
  /** 503. */
  readonly refused: Answers;
  /** Connections that were closed without an answer. */
  readonly unheard: number;
}

export interface Flood extends Disposable {
  /** What happened since the last report; of the first, since the flood began. */
  report(): Promise<FloodReport>;
}

/** Begins a flood from a process of its own, which goes on until it is disposed of. */
export async function startFlood(order: FloodOrder): Promise<Flood> {
  const child = fork(fileURLToPath(new URL("flood-process.ts", import.meta.url)));
  const ended = once(child, "exit").then(() => {
    throw new Error("the flood ended");
  });
  // Heard of where a report is waited for; at any other time its end is ours.
  ended.catch(() => undefined);
  child.send(order);
  await Promise.race([once(child, "message"), ended]);
  return {
    async report() {
      child.send("report");
      const [report] = await Promise.race([once(child, "message"), ended]);
      // What flood-process.ts sends.
      return report as FloodReport;
    },
    [Symbol.dispose]: () => void child.kill("SIGKILL"),
  };
}
