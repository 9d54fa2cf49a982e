import { randomUUID } from "node:crypto";

import type { ViolationLog } from "./violation-log.ts";
import { ContractViolationError } from "./violation.ts";

/**
 * Marks the requests of a checked fetch, so that their violations can be found among all others.
 * The server removes it before the request is checked or forwarded.
 */
export const markHeader = "x-contract-check-mark";

/**
 * A `fetch` for the server at `url` only. It rejects with a {@link ContractViolationError} if the
 * request or its answer breaks the contract, and adds `headers` to those of the caller.
 */
export function createCheckedFetch(
  url: string,
  log: ViolationLog,
  headers: Readonly<Record<string, string>> = {},
): typeof globalThis.fetch {
  return async (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    if (target.origin !== url) {
      throw new TypeError(`This fetch sends to ${url} only, not to ${target.origin}`);
    }
    const mark = randomUUID();
    const sent = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    sent.set(markHeader, mark);
    const [outcome] = await Promise.allSettled([
      globalThis.fetch(input, { ...init, headers: sent }),
    ]);
    const violations = log.claim(mark);
    if (violations.length > 0) {
      if (outcome.status === "rejected") {
        throw new ContractViolationError(violations, { cause: outcome.reason });
      }
      await outcome.value.body?.cancel();
      throw new ContractViolationError(violations);
    }
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  };
}
