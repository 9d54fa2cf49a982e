import type { IncomingMessage, ServerResponse } from "node:http";

/** How many bytes the bodies of all current requests may take. */
const budget = 64 * 1024 * 1024;

/**
 * Bounds the memory of all request bodies. A body counts until its answer has been sent, since the
 * answer to a write is no larger than its body.
 *
 * @param largestBody the limit of one body, in bytes; a body without a stated length counts as this
 * @returns a function that counts the body of a request, or returns false if there is no room for it
 */
export function bodyBudget(largestBody: number) {
  let taken = 0;
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    // The client has left: `close` was emitted already, and would never give the bytes back.
    if (response.destroyed) return true;
    const length = Number(request.headers["content-length"] ?? largestBody);
    const bytes = Number.isNaN(length) ? largestBody : Math.min(length, largestBody);
    if (taken + bytes > budget) return false;
    taken += bytes;
    response.once("close", () => {
      taken -= bytes;
    });
    return true;
  };
}

export type BodyBudget = ReturnType<typeof bodyBudget>;
