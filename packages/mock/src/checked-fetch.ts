import { randomUUID } from "node:crypto";

import type { Ledger } from "./ledger.ts";
import { ContractViolationError } from "./violation.ts";

/**
 * Marks a request of a checked fetch, so that its violations are told from those of others. The
 * server takes it off before anything else sees the request.
 */
export const markHeader = "x-contract-check-mark";

/**
 * A `fetch` for the server at `url` alone, that rejects with a {@link ContractViolationError} where
 * the request or its answer broke the contract. It sends `headers` besides those of the caller.
 */
export function createCheckedFetch(
  url: string,
  ledger: Ledger,
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
    const violations = ledger.claim(mark);
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
