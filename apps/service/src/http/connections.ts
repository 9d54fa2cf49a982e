import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

import { Connection, type ConnectionEvents } from "./connection.ts";
import { paced } from "./pace.ts";

export interface ConnectionLimits {
  /** How many are open at most; further ones are closed without an answer. */
  readonly open: number;
  /** How many of these only answer 503 and health checks. */
  readonly reserved: number;
  /** How long an idle connection keeps its place when others need it, in milliseconds. */
  readonly idleFor: number;
}

/** How long a connection may make no progress, in milliseconds. */
export interface ConnectionTimes {
  /** While its client does not read an answer. */
  readonly unread: number;
  /** While the rest of a request is discarded, and again until the client closes its side. */
  readonly discard: number;
}

/**
 * How many connections that sent a request before they had the answer to the last one continue in
 * one round of the event loop, so that they do not delay the others.
 */
const continuedPerRound = 4;

/**
 * How many reads, of 64 KiB at most, are discarded in a millisecond: 250 MB a second of all clients,
 * which garbage collection keeps up with.
 */
const discardedAtOnce = 4;

/** How many bytes of unread answers all connections may have in this process. */
const unreadLimit = 32 * 1024 * 1024;

export const defaultLimits: ConnectionLimits = { open: 1250, reserved: 50, idleFor: 5000 };

export type Connections = ReturnType<typeof trackConnections>;

/**
 * Keeps a server's connections within limits. Called before it listens.
 *
 * If a place is needed, a connection whose request was refused is closed, or else one that has been
 * idle for a while; the oldest first. If there are too many bytes of unread answers, the connection
 * whose bytes have waited longest is closed.
 */
export function trackConnections(
  server: Server,
  times: ConnectionTimes,
  { open, reserved, idleFor }: ConnectionLimits = defaultLimits,
) {
  const served = Math.max(open - reserved, 1);
  const connections = new Map<Duplex, Connection>();
  /** Idle connections, the longest idle first. */
  const idle = new Set<Connection>();
  /** Those that were answered and whose clients have not closed their side, the oldest first. */
  const closing = new Set<Connection>();
  /** Bytes of answers that wait in this process until they are read. */
  const unread = new Map<Connection, number>();
  let unreadBytes = 0;
  let closed = 0;
  let lastUsed = 0;
  let isClosing = false;

  function forget(connection: Connection): void {
    idle.delete(connection);
    closing.delete(connection);
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
    waits: paced(continuedPerRound, setImmediate),
    discards: paced(discardedAtOnce, (next) => setTimeout(next, 1).unref()),
    changed(connection) {
      forget(connection);
      if (connection.state === "idle") idle.add(connection);
      else if (connection.state === "closing") closing.add(connection);
    },
    unread(connection) {
      // A shared body takes no memory for this client.
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
    const [refused] = closing;
    const [longest] = idle;
    const isLongIdle = longest !== undefined && performance.now() - longest.since >= idleFor;
    const connection = refused ?? (isLongIdle ? longest : undefined);
    if (connection === undefined) return;
    closed++;
    connection.socket.destroy();
    // Not only when `close` is emitted, which is later.
    remove(connection);
  }

  server.on("connection", (socket: Socket) => {
    if (isClosing) {
      socket.destroy();
      return;
    }
    lastUsed = performance.now();
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
    const isKept = connection?.state === "idle" && socket.bytesWritten > 0;
    // A slow request has a time-out of its own, and an operation may take as long as it needs.
    if (isUnread || isKept) socket.destroy();
  });

  const sweep = setInterval(() => {
    // Answers in pieces: the number of their unread bytes changes all the time.
    for (const connection of connections.values()) {
      if (connection.state === "busy" && connection.socket.writableLength > 0) {
        events.unread(connection);
      }
    }
    const before = performance.now() - times.discard;
    for (const connection of closing) {
      if (connection.since > before) break;
      connection.socket.destroy();
    }
  }, times.discard / 4).unref();
  server.once("close", () => clearInterval(sweep));

  return {
    /** A request was read. */
    begin(request: IncomingMessage, response: ServerResponse): void {
      const connection = connections.get(request.socket);
      if (connection === undefined) return;
      connection.begin(request, response);
      lastUsed = connection.since;
      if (connection.isLate && connections.size <= served) connection.isLate = false;
    },

    of: (socket: Duplex): Connection | undefined => connections.get(socket),

    /** Closes the connections that have been idle for that many milliseconds. */
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

    /** How many connections are open. */
    get open(): number {
      return connections.size;
    },

    /** When the latest one was opened or sent a request, by `performance.now()`. */
    get lastUsed(): number {
      return lastUsed;
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
