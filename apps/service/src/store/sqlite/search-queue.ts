import { extname } from "node:path";
import { Worker } from "node:worker_threads";

import type { ListNonMigrationUsersResponse } from "@hotspot-session/types";

import { type Page, StoreBusyError } from "../store.ts";

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
  | { readonly id: number; readonly found: ListNonMigrationUsersResponse }
  | { readonly id: number; readonly error: unknown };

interface Waiting {
  readonly resolve: (found: ListNonMigrationUsersResponse) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Searches of large configurations, one after the other in a thread of their own, so that none of
 * them holds up another request. The thread is started by the first search.
 */
export function searchQueue(file: string) {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  function start(): Worker {
    // The same module as source, in tests, and compiled.
    const entry = new URL(`./search-worker${extname(import.meta.url)}`, import.meta.url);
    const started = new Worker(entry, { workerData: { file } });
    started.unref();
    started.on("message", (answer: SearchAnswer) => {
      settle(answer.id, ({ resolve, reject }) => {
        if ("found" in answer) resolve(answer.found);
        else reject(answer.error);
      });
    });
    started.on("error", (error) => failAll(error));
    // Whoever ends it early must not leave requests waiting.
    started.on("exit", () => failAll(new StoreBusyError("the search has ended")));
    return started;
  }

  function settle(id: number, how: (search: Waiting) => void): void {
    const search = waiting.get(id);
    if (search === undefined) return;
    waiting.delete(id);
    clearTimeout(search.timer);
    how(search);
  }

  function failAll(error: unknown): void {
    worker = undefined;
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
  }

  return {
    /** @throws StoreBusyError where too many searches wait, or this one took too long */
    find(config: number, text: string, page: Page): Promise<ListNonMigrationUsersResponse> {
      if (waiting.size >= longest) {
        return Promise.reject(new StoreBusyError("too many searches are waiting"));
      }
      worker ??= start();
      const id = ++lastId;
      const { promise, resolve, reject } = Promise.withResolvers<ListNonMigrationUsersResponse>();
      const timer = setTimeout(() => {
        settle(id, () => reject(new StoreBusyError("the search took too long")));
      }, patience);
      waiting.set(id, { resolve, reject, timer });
      worker.postMessage({ id, config, text, page } satisfies SearchRequest);
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
