import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import { LRUCache } from "lru-cache";

import { hasExpired } from "./auth/access.ts";
import type { OperationId } from "./contract/operations.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import type { OutsideRoutes } from "./outside-routes.ts";
import { requestIdOf } from "./request-id.ts";
import type { Store, Token } from "./store/store.ts";

/** How much is kept, in bytes. */
const capacity = 32 * 1024 * 1024;

/** Larger answers are rare, and would push out many small ones. */
const largest = 1024 * 1024;

interface Kept {
  readonly operationId: OperationId;
  readonly caller: Token;
  readonly revision: number;
  /** Text, as Node then sends head and body in one piece. */
  readonly body: string;
  readonly length: string;
}

/** A caller whose request was let through, and the project's revision when that began. */
export interface Admitted {
  readonly caller: Token;
  readonly revision: number | undefined;
}

export type KeptAnswers = ReturnType<typeof keptAnswers>;

/**
 * Answers of 200 to reads, to be given again to the same token for the same URL until anything in
 * the project changes: then every check would go as it went, and so none of them is made again.
 * They are given before the router, which costs more than all the rest of them.
 */
export function keptAnswers(store: Store, outside: OutsideRoutes, memory: MemoryBudget) {
  const kept = new LRUCache<string, Kept>({
    maxSize: capacity,
    maxEntrySize: largest,
    sizeCalculation: ({ length }, key) => Number(length) + key.length,
  });

  return {
    /** @returns whether it had the answer and gave it */
    answer(request: IncomingMessage, response: ServerResponse): boolean {
      const key = keyOf(request);
      if (key === undefined) return false;
      const found = kept.get(key);
      if (found === undefined) return false;
      const { operationId, caller, revision, body, length } = found;
      if (revision !== store.revision(caller.projectId) || hasExpired(caller)) {
        kept.delete(key);
        return false;
      }
      // The route will refuse it.
      if (!memory.takeAnswer(response, Number(length))) return false;
      const start = outside.isWatched ? performance.now() : 0;
      const requestId = requestIdOf(request);
      // As an array: Node then takes the headers as they are.
      response.writeHead(200, [
        "x-request-id",
        requestId,
        "cache-control",
        "no-store",
        "content-type",
        "application/json; charset=utf-8",
        "content-length",
        length,
      ]);
      response.end(body);
      if (outside.isWatched) {
        const milliseconds = performance.now() - start;
        const project = caller.projectId;
        outside.tell({ operation: operationId, project, requestId, status: 200, milliseconds });
      }
      return true;
    },

    /** @returns how to keep the answer to a request; `undefined` for one that is not to be kept */
    keeping(
      operationId: OperationId,
      { caller, revision }: Admitted,
      request: IncomingMessage,
    ): ((body: string) => void) | undefined {
      const key = keyOf(request);
      if (key === undefined || revision === undefined) return undefined;
      return (body) => {
        const length = String(Buffer.byteLength(body));
        kept.set(key, { operationId, caller, revision, body, length });
      };
    },
  };
}

/** What tells two reads apart; `undefined` for what is no plain read. The token is not kept itself. */
function keyOf({ method, url, headers }: IncomingMessage): string | undefined {
  const token = headers["x-auth-token"];
  if (method !== "GET" || typeof token !== "string") return undefined;
  if ("content-length" in headers || "transfer-encoding" in headers || "upgrade" in headers) {
    return undefined;
  }
  return `${hash("sha256", token, "base64")} ${url}`;
}
