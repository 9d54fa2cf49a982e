import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

/** How many requests are handled together at most: all their answers are in memory at once. */
const together = 64;

type Arrived = [request: IncomingMessage, response: ServerResponse];

/**
 * Handles the requests that arrive in a round of the event loop together, at its end. Each step of
 * one follows the same step of another, with its code and its data in the processor's caches; they
 * share a read transaction; and a client with many connections is woken once for all its answers.
 *
 * The first request of a connection is handled a round later. Where many connect and leave at once, the
 * next round reads that half of them have left, and an answer to these would be the largest part of
 * their cost.
 *
 * @param handle called for each whose client has not left
 */
export function inRounds(handle: RequestListener): RequestListener {
  const arrived: Arrived[] = [];
  const first: Arrived[] = [];

  function endRound(): void {
    handleNext(arrived.splice(0), 0);
    if (first.length === 0) return;
    arrived.push(...first.splice(0));
    setImmediate(endRound);
  }

  function handleNext(batch: readonly Arrived[], from: number): void {
    const to = from + together;
    for (const [request, response] of batch.slice(from, to)) {
      if (!request.socket.destroyed) handle(request, response);
      // Node would, with an error, and the stack of that.
      else request.destroy();
    }
    // After the promises in which these are answered.
    if (to < batch.length) queueMicrotask(() => process.nextTick(handleNext, batch, to));
  }

  return (request, response) => {
    if (arrived.length + first.length === 0) setImmediate(endRound);
    const queue = request.socket.bytesWritten === 0 ? first : arrived;
    queue.push([request, response]);
  };
}
