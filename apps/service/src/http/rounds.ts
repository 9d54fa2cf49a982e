import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

/** How many requests are handled together at most: fewer than one project may have under way. */
const perRound = 500;

/**
 * Handles the requests that arrive in a round of the event loop together, at its end. Each step of
 * one follows the same step of another, with its code and its data in the processor's caches; they
 * share a read transaction; and a client with many connections is woken once for all its answers.
 *
 * @param handle called for each whose client has not left
 */
export function inRounds(handle: RequestListener): RequestListener {
  const arrived: [request: IncomingMessage, response: ServerResponse][] = [];
  function handleRound(): void {
    const round = arrived.splice(0, perRound);
    if (arrived.length > 0) setImmediate(handleRound);
    for (const [request, response] of round) {
      if (!response.destroyed) handle(request, response);
    }
  }
  return (request, response) => {
    if (arrived.push([request, response]) === 1) setImmediate(handleRound);
  };
}
