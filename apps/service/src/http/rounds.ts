import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

/** How many requests are handled together at most: all their answers are in memory at once. */
const together = 64;

type Arrived = [request: IncomingMessage, response: ServerResponse];

/**
 * Handles the requests that arrive in a round of the event loop together, at its end. Each step of
 * one follows the same step of another, with its code and its data in the processor's caches; they
 * share a read transaction; and a client with many connections is woken once for all its answers.
 *
 * The first request of a connection is handled a round later. Of a crowd that connects and leaves, half
 * have reset their connections by then, and to answer them would be the largest part of their cost.
 *
 * @param handle called for each whose connection still exists
 */
export function inRounds(handle: RequestListener): RequestListener {
  const arrived: Arrived[] = [];
  const first: Arrived[] = [];

  function endRound(): void {
    handleFrom(arrived.splice(0), 0);
    if (first.length === 0) return;
    arrived.push(...first.splice(0));
    setImmediate(endRound);
  }

  function handleFrom(batch: readonly Arrived[], from: number): void {
    const to = from + together;
    for (const [request, response] of batch.slice(from, to)) {
      if (!request.socket.destroyed) handle(request, response);
      // Otherwise Node does, with an error whose stack takes time to make.
      else request.destroy();
    }
    // After the promises in which these are answered.
    if (to < batch.length) queueMicrotask(() => process.nextTick(handleFrom, batch, to));
  }

  return (request, response) => {
    if (arrived.length + first.length === 0) setImmediate(endRound);
    const isFirst = request.socket.bytesWritten === 0;
    (isFirst ? first : arrived).push([request, response]);
  };
}
