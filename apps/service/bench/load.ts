import { fork } from "node:child_process";
import { once } from "node:events";

import type { Request } from "autocannon";

import { pathOf, type Server } from "./server.ts";

/** What to send to a server, and how. */
export interface Traffic {
  /** Each carries one request at a time. */
  readonly connections: number;
  /** Sent in turn, over and over; each window begins at a random one. */
  readonly requests: readonly Request[];
  /** How long each client pauses after an answer, in milliseconds; without it, it never does. */
  readonly pause?: number;
}

export type Order = Traffic & { readonly address: string; readonly ms: number };

/** What one window gave. */
export interface Window {
  readonly seconds: number;
  /** Answers of 200, those of another status, and requests without an answer. */
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  /** Latency of clients that pause, in milliseconds; infinite for what was refused or failed. */
  readonly p99: number;
}

/** Starts a load generator as a process of its own, so that it takes no time from the server's. */
export function startLoad({ address }: Server, traffic: Traffic) {
  const child = fork(pathOf("load-process.ts"), { serialization: "advanced" });
  const ended = new AbortController();
  child.once("exit", () => ended.abort(new Error("the load generator ended")));
  return {
    async window(ms: number): Promise<Window> {
      child.send({ ...traffic, address, ms } satisfies Order);
      const [window] = await once(child, "message", { signal: ended.signal });
      return window;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
