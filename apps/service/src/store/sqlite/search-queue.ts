import { extname } from "node:path";
import { Worker } from "node:worker_threads";

import { type Page, StoreBusyError, StoreUnavailableError } from "../store.ts";

/** How many searches may wait; one more is refused. */
const longest = 64;

/** How long a search may wait and run, in milliseconds. */
const patience = 10_000;

export interface SearchRequest {
  readonly id: number;
  readonly config: number;
  readonly text: string;
  readonly page: Page;
  /** Milliseconds since 1970; after that the answer is not waited for. */
  readonly until: number;
}

export type SearchAnswer =
  | { readonly id: number; readonly found: string }
  | { readonly id: number; readonly message: string; readonly errcode: number };

interface Waiting {
  readonly resolve: (found: string) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Searches of large configurations, one after the other in a thread of their own, so that none of
 * them holds up another request. The thread is started by the first search.
 *
 * @param failed translates the error of a search
 */
export function searchQueue(file: string, failed: (error: unknown) => unknown) {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  function start(): Worker {
    // The same module as source, in tests, and compiled.
    const entry = new URL(`./search-worker${extname(import.meta.url)}`, import.meta.url);
    const started = new Worker(entry, { workerData: { file } });
    started.on("message", (answer: SearchAnswer) => {
      settle(answer.id, ({ resolve, reject }) => {
        if ("found" in answer) resolve(answer.found);
        else reject(failed(Object.assign(new Error(answer.message), { errcode: answer.errcode })));
      });
    });
    started.on("error", (cause) => {
      failAll(started, new StoreUnavailableError("the search has failed", { cause }));
    });
    // However it ended, no request may go on waiting for it.
    started.on("exit", () => failAll(started, new StoreBusyError("the search has ended")));
    // After the listeners, each of which would hold the process again.
    started.unref();
    return started;
  }

  function settle(id: number, how: (search: Waiting) => void): void {
    const search = waiting.get(id);
    if (search === undefined) return;
    waiting.delete(id);
    clearTimeout(search.timer);
    how(search);
  }

  function failAll(ended: Worker, error: unknown): void {
    // A thread reports its error and then its end: by then there may be another one.
    if (worker !== ended) return;
    worker = undefined;
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
  }

  return {
    /**
     * @returns the JSON of the answer
     * @throws StoreBusyError where too many searches wait, or this one took too long
     */
    find(config: number, text: string, page: Page): Promise<string> {
      if (waiting.size >= longest) {
        return Promise.reject(new StoreBusyError("too many searches are waiting"));
      }
      worker ??= start();
      const id = ++lastId;
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const timer = setTimeout(() => {
        settle(id, () => reject(new StoreBusyError("the search took too long")));
      }, patience);
      waiting.set(id, { resolve, reject, timer });
      const until = Date.now() + patience;
      worker.postMessage({ id, config, text, page, until } satisfies SearchRequest);
      return promise;
    },

    get length(): number {
      return waiting.size;
    },

    async close(): Promise<void> {
      await worker?.terminate();
    },
  };
}
