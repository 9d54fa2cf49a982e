import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

/** How many requests are handled together at most: all their answers are in memory at once. */
const together = 64;

/**
 * Handles the requests that arrive in a round of the event loop together, at its end. Each step of
 * one follows the same step of another, with its code and its data in the processor's caches; they
 * share a read transaction; and a client with many connections is woken once for all its answers.
 *
 * @param handle called for each whose client has not left
 */
export function inRounds(handle: RequestListener): RequestListener {
  const arrived: [request: IncomingMessage, response: ServerResponse][] = [];
  function handleNext(): void {
    for (const [request, response] of arrived.splice(0, together)) {
      if (!response.destroyed) handle(request, response);
    }
    // After the promises in which these are answered.
    if (arrived.length > 0) queueMicrotask(() => process.nextTick(handleNext));
  }
  return (request, response) => {
    if (arrived.push([request, response]) === 1) setImmediate(handleNext);
  };
}
