import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { Connection, type ConnectionEvents } from "./connection.ts";
import { inTurns } from "./turns.ts";

export interface ConnectionLimits {
  /** How many are open at most; further ones are closed without an answer. */
  readonly open: number;
  /**
   * The last so many of these are for telling clients that there is no place, with 503, and how the
   * service is.
   */
  readonly reserved: number;
  /** How long a connection without a request stays open where a place is needed, in milliseconds. */
  readonly idleFor: number;
}

/** How long a connection may stand still, in milliseconds. */
export interface ConnectionTimes {
  /** While its client does not read an answer. */
  readonly unread: number;
  /** While what is left of a request is discarded, and again until the client closes its side. */
  readonly discard: number;
}

/**
 * How many clients that do not wait for their answers are served in a round of the event loop: all
 * others are served in each.
 */
const continuedPerRound = 4;

/**
 * How many reads, of 64 KiB at most, are discarded in a millisecond: 250 MB a second of all clients,
 * which garbage collection keeps up with.
 */
const discardedAtOnce = 4;

/** How many bytes of answers may wait to be read, of all connections together. */
const unreadLimit = 32 * 1024 * 1024;

const limits: ConnectionLimits = { open: 1250, reserved: 50, idleFor: 1000 };

export type Connections = ReturnType<typeof trackConnections>;

/**
 * Keeps a server's connections within limits. Called before it listens.
 *
 * A connection whose request was refused has no claim to its place, and one without a request has
 * one for a short time only: where a place is needed, they are closed first, the oldest first.
 * Where too many bytes wait to be read, the connection is closed whose bytes have waited longest.
 */
export function trackConnections(
  server: Server,
  times: ConnectionTimes,
  { open, reserved, idleFor }: ConnectionLimits = limits,
) {
  const served = Math.max(open - reserved, 1);
  const connections = new Map<Socket, Connection>();
  /** In order of the time when they became so. */
  const idle = new Set<Connection>();
  const discarding = new Set<Connection>();
  /** Bytes of answers that wait in this process until they are read. */
  const unread = new Map<Connection, number>();
  let unreadBytes = 0;
  let closed = 0;
  let isClosing = false;

  function forget(connection: Connection): void {
    idle.delete(connection);
    discarding.delete(connection);
    const bytes = unread.get(connection);
    if (bytes === undefined) return;
    unread.delete(connection);
    unreadBytes -= bytes;
  }

  function remove(connection: Connection): void {
    connections.delete(connection.socket);
    forget(connection);
  }

  const events: ConnectionEvents = {
    waits: inTurns(continuedPerRound, setImmediate),
    discards: inTurns(discardedAtOnce, (next) => setTimeout(next, 1).unref()),
    changed(connection) {
      forget(connection);
      if (connection.state === "idle") idle.add(connection);
      else if (connection.state !== "busy") discarding.add(connection);
    },
    unread(connection) {
      // What all clients are sent from one place takes no memory of its own.
      if (connection.response?.isShared === true) return;
      const bytes = connection.socket.writableLength;
      unreadBytes += bytes - (unread.get(connection) ?? 0);
      unread.set(connection, bytes);
      for (const [longest] of unread) {
        if (unreadBytes <= unreadLimit) break;
        closed++;
        longest.socket.destroy();
        remove(longest);
      }
    },
  };

  function makeRoom(): void {
    const [refused] = discarding;
    const [longest] = idle;
    const isLongIdle = longest !== undefined && performance.now() - longest.since >= idleFor;
    const connection = refused ?? (isLongIdle ? longest : undefined);
    if (connection === undefined) return;
    closed++;
    connection.socket.destroy();
    // Its event follows in a later round of the loop.
    remove(connection);
  }

  server.on("connection", (socket: Socket) => {
    if (isClosing) {
      socket.destroy();
      return;
    }
    if (connections.size >= served) makeRoom();
    if (connections.size >= open) {
      closed++;
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, events);
    connection.isLate = connections.size >= served;
    connections.set(socket, connection);
    idle.add(connection);
    socket.once("close", () => remove(connection));
  });

  server.setTimeout(times.unread, (socket: Socket) => {
    const connection = connections.get(socket);
    const isUnread = connection?.state === "busy" && connection.response?.headersSent === true;
    const isKept = connection?.state === "idle" && connection.request !== undefined;
    // What is slow to arrive has a limit of its own, and an operation may take as long as it needs.
    if (isUnread || isKept) socket.destroy();
  });

  const sweep = setInterval(() => {
    // Answers in pieces: what waits of them changes all the time.
    for (const connection of connections.values()) {
      if (connection.state === "busy" && connection.socket.writableLength > 0) {
        events.unread(connection);
      }
    }
    const before = performance.now() - times.discard;
    for (const connection of discarding) {
      if (connection.since > before) break;
      if (connection.state === "discarding") connection.close();
      else connection.socket.destroy();
    }
  }, times.discard / 4).unref();
  server.once("close", () => clearInterval(sweep));

  return {
    /** A request was read. */
    begin(request: IncomingMessage, response: ServerResponse): void {
      const connection = connections.get(request.socket);
      if (connection === undefined) return;
      connection.begin(request, response);
      if (connection.isLate && connections.size <= served) connection.isLate = false;
    },

    of: (socket: Socket): Connection | undefined => connections.get(socket),

    /** Those that have had no request under way for that many milliseconds are closed. */
    closeIdle(milliseconds: number): void {
      const before = performance.now() - milliseconds;
      for (const connection of idle) {
        if (connection.since > before) break;
        connection.close();
      }
    },

    /** Closes all connections, and from now on each new one: closing a server waits for them. */
    closeAll(): void {
      isClosing = true;
      for (const { socket } of connections.values()) socket.destroy();
    },

    /** How many there are. */
    get open(): number {
      return connections.size;
    },

    /** Bytes of answers that wait to be read. */
    get unreadBytes(): number {
      return unreadBytes;
    },

    /** How many were closed so far, because there were too many. */
    get closed(): number {
      return closed;
    },
  };
}
