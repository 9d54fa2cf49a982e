import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

/** How many connections a server serves, and how many it holds. */
export interface ConnectionLimits {
  /** One more is told so, with 503, where no connection is idle and can be closed in its place. */
  readonly served: number;
  /** One more is closed unheard. */
  readonly open: number;
  /** After so many milliseconds without a request a connection may be closed in favour of a new one. */
  readonly idleFor: number;
}

/**
 * Below 1,024, the events that Node takes from Linux at a time: where as many sockets are ready,
 * it takes the next ones before it does anything else, 48 times over, and no commit is made
 * meanwhile. It also bounds what connections hold in memory.
 */
const limits: ConnectionLimits = { served: 800, open: 900, idleFor: 5000 };

/** How often such connections are looked for at most, in milliseconds. */
const sweepEvery = 50;

/**
 * Keeps a server to so many connections. Called before it listens.
 *
 * @param lastAnswer the answer to the last request of a connection, once it was given
 */
export function limitConnections(
  server: Server,
  lastAnswer: (socket: Socket) => object | undefined,
  { served, open, idleFor }: ConnectionLimits = limits,
) {
  const sockets = new Set<Socket>();
  /** Those that came while all places were taken. */
  const late = new WeakSet<Socket>();
  /** When the last answer of a connection was first seen to be the last. */
  const idleSince = new WeakMap<object, number>();
  let swept = Number.NEGATIVE_INFINITY;

  // Before Node itself, which would make a parser for it.
  server.prependListener("connection", (socket: Socket) => {
    if (sockets.size >= open) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    if (sockets.size > served) closeIdle();
    if (sockets.size > served) late.add(socket);
  });

  /** Whoever comes now goes before whoever may never come back. */
  function closeIdle(): void {
    const now = performance.now();
    if (now - swept < sweepEvery) return;
    swept = now;
    for (const socket of sockets) {
      const answer = lastAnswer(socket);
      if (answer === undefined) continue;
      const since = idleSince.get(answer);
      if (since === undefined) idleSince.set(answer, now);
      else if (now - since >= idleFor) {
        socket.destroy();
        // Its own end is told only in the next round of the loop.
        sockets.delete(socket);
      }
    }
  }

  return {
    /** @returns whether there is a place for the connection that a request came on */
    hasPlace({ socket }: IncomingMessage): boolean {
      if (sockets.size <= served) late.delete(socket);
      return !late.has(socket);
    },
  };
}
