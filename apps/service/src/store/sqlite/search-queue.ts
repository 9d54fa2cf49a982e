import { extname } from "node:path";
import { Worker } from "node:worker_threads";

import { type Page, StoreBusyError, StoreUnavailableError } from "../store.ts";
import { turns } from "../turns.ts";

/** How many searches may wait; one more is refused. */
const longest = 64;

/** How long a search may wait and run, in milliseconds. */
const patience = 10_000;

export interface SearchRequest {
  readonly id: number;
  readonly config: number;
  readonly text: string;
  readonly page: Page;
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
 * them holds up another request. Projects take turns. The thread is started by the first search.
 *
 * @param failed translates the error of a search
 */
export function searchQueue(file: string, failed: (error: unknown) => unknown) {
  /** The searches that were not answered yet, by their ids, and their turns. */
  const waiting = new Map<number, Waiting>();
  const queue = turns<SearchRequest>();
  let worker: Worker | undefined;
  let isSearching = false;
  let lastId = 0;

  function start(): Worker {
    // The same module as source, in tests, and compiled.
    const entry = new URL(`./search-worker${extname(import.meta.url)}`, import.meta.url);
    const started = new Worker(entry, { workerData: { file } });
    started.on("message", (answer: SearchAnswer) => {
      isSearching = false;
      searchNext();
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

  function searchNext(): void {
    if (isSearching) return;
    let next = queue.take();
    // Those before it were answered with 503 already: to search for them would prolong the overload.
    while (next !== undefined && !waiting.has(next.id)) next = queue.take();
    if (next === undefined) return;
    isSearching = true;
    worker ??= start();
    worker.postMessage(next);
  }

  function failAll(ended: Worker, error: unknown): void {
    // A thread reports its error and then its end: by then there may be another one.
    if (worker !== ended) return;
    worker = undefined;
    isSearching = false;
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
  }

  return {
    /**
     * @param owner those of one owner are made in their order
     * @returns the JSON of the answer
     * @throws StoreBusyError where too many searches wait, or this one took too long
     */
    find(owner: string, config: number, text: string, page: Page): Promise<string> {
      if (waiting.size >= longest) {
        return Promise.reject(new StoreBusyError("too many searches are waiting"));
      }
      const id = ++lastId;
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const timer = setTimeout(() => {
        settle(id, () => reject(new StoreBusyError("the search took too long")));
      }, patience);
      waiting.set(id, { resolve, reject, timer });
      queue.add(owner, { id, config, text, page });
      searchNext();
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
