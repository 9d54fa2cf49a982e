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

export type Connections = ReturnType<typeof limitConnections>;

/**
 * Keeps a server to so many connections. Called before it listens.
 *
 * @param lastAnswer the answer to the last request of a connection, once it was given;
 *   `undefined` for one that was never asked anything, `null` where something is under way
 */
export function limitConnections(
  server: Server,
  lastAnswer: (socket: Socket) => object | undefined | null,
  { served, open, idleFor }: ConnectionLimits = limits,
) {
  const sockets = new Set<Socket>();
  /** Those that came while all places were taken. */
  const late = new WeakSet<Socket>();
  /** When the last answer of a connection, or a connection without one, was first seen idle. */
  const idleSince = new WeakMap<object, number>();
  const crowded = served * 0.75;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let closed = 0;

  server.on("connection", (socket: Socket) => {
    if (sockets.size >= crowded) look();
    if (sockets.size >= open) {
      closed++;
      socket.destroy();
      return;
    }
    if (sockets.size >= served) late.add(socket);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  /**
   * Notes who is idle, and where there are too many closes whoever was for long: somebody who is
   * here now goes before somebody who may never come back.
   */
  function look(): void {
    const now = performance.now();
    if (now - lookedAt < idleFor / 10) return;
    lookedAt = now;
    for (const socket of sockets) {
      const answer = lastAnswer(socket);
      if (answer === null) continue;
      const idle = answer ?? socket;
      const since = idleSince.get(idle);
      if (since === undefined) idleSince.set(idle, now);
      else if (now - since >= idleFor && sockets.size >= served) {
        closed++;
        socket.destroy();
        // It tells of its end only in the next round of the loop.
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

    /** How many there are. */
    get open(): number {
      return sockets.size;
    },

    /** How many were closed so far, because there were too many. */
    get closed(): number {
      return closed;
    },
  };
}
