import { fork } from "node:child_process";
import { once } from "node:events";

import type { Request } from "autocannon";

import { pathOf, type Server } from "./server.ts";

/** What to send to a server, and how. */
export interface Traffic {
  /** Each carries one request at a time. */
  readonly connections: number;
  /** Sent in turn, over and over; each window begins with another. */
  readonly requests: readonly Request[];
  /** How long each client pauses after an answer, in milliseconds; without it, it never does. */
  readonly pause?: number;
}

/** What one window gave. */
export interface Window {
  readonly seconds: number;
  /** Answers of 200, those of another status, and requests without an answer. */
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  /** Of the answers of 200 to clients that pause, in milliseconds. */
  readonly p99: number;
}

export type Order = Traffic & { readonly address: string; readonly ms: number };

export interface Load extends Disposable {
  window(ms: number): Promise<Window>;
}

/** Starts a load generator as a process of its own, so that it takes no time from the server's. */
export function startLoad({ address }: Server, traffic: Traffic): Load {
  const child = fork(pathOf("load-process.ts"));
  return {
    async window(ms) {
      const ended = new AbortController();
      child.once("exit", () => ended.abort(new Error("the load generator ended")));
      child.send({ ...traffic, address, ms } satisfies Order);
      const [window] = await once(child, "message", { signal: ended.signal });
      // What load-process.ts sends.
      return window as Window;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
