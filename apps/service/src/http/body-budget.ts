import type { IncomingMessage, ServerResponse } from "node:http";

/** How many bytes the bodies of all requests under way may take. */
const budget = 64 * 1024 * 1024;

/**
 * Bounds the memory that the bodies of requests take together, from their arrival to the end of
 * the answer: the answer to a write is no larger than its body.
 *
 * @param largestBody what a body may take that does not say its length, in bytes
 * @returns a function that says whether there is room for the body of a request
 */
export function bodyBudget(largestBody: number) {
  let taken = 0;
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    // It has ended already, and will not end again.
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
