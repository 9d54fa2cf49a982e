import { LRUCache } from "lru-cache";

import type { Store } from "./store/store.ts";

/** How much is kept, in characters of answers. */
const capacity = 32 * 1024 * 1024;

/** Larger answers are rare, and would push out many small ones. */
const largest = 1024 * 1024;

interface Kept {
  readonly revision: number;
  readonly body: string;
}

export type AnswerCache = ReturnType<typeof answerCache>;

/**
 * Answers to reads, by their URL, until what the project holds changes. Only for callers that may
 * see them: it asks nobody who they are.
 */
export function answerCache(store: Store) {
  const kept = new LRUCache<string, Kept>({
    maxSize: capacity,
    maxEntrySize: largest,
    sizeCalculation: ({ body }, url) => body.length + url.length,
  });
  return {
    /** @returns the kept answer, or else how to keep the one that is read from now on */
    look(projectId: string, url: string): string | ((body: string) => void) {
      const revision = store.revision(projectId);
      if (revision === undefined) return () => undefined;
      const found = kept.get(url);
      if (found?.revision === revision) return found.body;
      return (body) => void kept.set(url, { revision, body });
    },
  };
}
