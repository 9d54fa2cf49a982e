import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The end of a request's head, and of a body in chunks. */
const boundary = "\r\n\r\n";

/** How many pieces of a connection are parsed in one round of the event loop. */
const piecesPerRound = 32;

/** How many bytes are read and discarded after the answer, so that it is not lost to a reset. */
const discardedBytes = 16 * 1024 * 1024;

/**
 * - `idle`: no request is under way
 * - `busy`: a request is
 * - `closing`: our side has ended; what still comes is discarded
 */
export type ConnectionState = "idle" | "busy" | "closing";

export interface ConnectionEvents {
  /** Its state has changed. */
  readonly changed: (connection: Connection) => void;
  /** It has received more than was parsed; {@link Connection.continue} goes on with it. */
  readonly waits: (connection: Connection) => void;
  /** It has read something that is discarded; {@link Connection.continue} goes on with it. */
  readonly discards: (connection: Connection) => void;
  /** Its answer is complete, and a part of it waits in this process until the client reads. */
  readonly unread: (connection: Connection) => void;
}

/**
 * A connection, whose requests are parsed one at a time: the next one once the answer to the one
 * before has left the process. Node itself parses all that a client has sent, at once.
 *
 * A body that has not arrived with its head is not read until its route reads it. If the route
 * answers instead, the connection ends with the answer, and the body is never parsed: a chunk of it
 * can be a single byte, and each would cost a call.
 */
export class Connection {
  readonly socket: Socket;
  /** Opened while all places were in use: it gets 503, or a health check. */
  isLate = false;
  state: ConnectionState = "idle";
  /** When the state began, as `performance.now()`. */
  since = performance.now();
  /** The request that is under way, and its answer. */
  request: IncomingMessage | undefined;
  response: ServerResponse | undefined;
  readonly #parse: (chunk: Buffer) => void;
  readonly #events: ConnectionEvents;
  /** Whether received bytes that were not parsed are back in the socket's buffer. */
  #hasMore = false;
  /** The last bytes of a head that has not ended. */
  #tail = "";
  /** How many bytes of a body with a Content-Length are still to come. */
  #bodyLeft = 0;
  #discarded = 0;

  constructor(socket: Socket, events: ConnectionEvents) {
    this.socket = socket;
    this.#events = events;
    // The listener of Node's HTTP server is the parser; it gets the data in pieces from here.
    const [parse] = socket.listeners("data");
    if (parse === undefined) throw new Error("the HTTP server does not listen to its connection");
    this.#parse = parse as (chunk: Buffer) => void;
    socket.off("data", this.#parse);
    socket.on("data", this.#read);
    socket.on("resume", () => readFromSystem(socket, "readStart"));
    // Node removes its error listener after CONNECT, and an error without a listener ends the process.
    socket.on("error", () => undefined);
    // Node closes a connection by this once its last answer is sent.
    socket.destroySoon = () => this.close();
  }

  /** A request was read from this connection. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    this.request = request;
    this.response = response;
    this.#bodyLeft = Number(request.headers["content-length"] ?? 0) || 0;
    response.on("prefinish", this.#ended);
    response.on("close", this.#answered);
    this.#become("busy");
  }

  /** Reads on. */
  continue(): void {
    this.#hasMore = false;
    this.socket.resume();
  }

  /**
   * Ends our side and discards what the client still sends. To close the socket instead would cause a
   * reset, and the client could lose the answer.
   */
  close(): void {
    if (this.state === "closing" || this.socket.destroyed) return;
    this.#become("closing");
    this.socket.end();
    this.socket.resume();
  }

  readonly #ended = (): void => {
    if (this.socket.writableLength > 0) this.#events.unread(this);
  };

  readonly #answered = (): void => {
    if (this.state !== "busy" || this.socket.destroyed) return;
    if (this.request?.complete !== true) return this.close();
    // A kept connection would hold them until its next request: garbage that has become old.
    this.request = undefined;
    this.response = undefined;
    this.#become("idle");
    if (this.#hasMore) this.#events.waits(this);
  };

  readonly #read = (chunk: Buffer): void => {
    this.#hasMore = false;
    if (this.state === "closing") this.#discard(chunk);
    else this.#take(chunk);
  };

  #take(chunk: Buffer): void {
    let left = chunk;
    for (let pieces = 0; left.length > 0; pieces++) {
      if (this.state === "busy" && this.request?.complete === true) return this.#hold(left);
      if (pieces === piecesPerRound) {
        this.#hold(left);
        return this.#events.waits(this);
      }
      const length = this.#lengthOfPiece(left);
      const before = this.request;
      this.#parse(length === left.length ? left : left.subarray(0, length));
      if (this.state === "closing" || this.socket.destroyed) return;
      left = left.subarray(length);
      const isNew = this.request !== before && this.request?.complete === false;
      if (isNew && (this.#bodyLeft === 0 || this.#bodyLeft > left.length)) return this.#hold(left);
    }
  }

  #hold(chunk: Buffer): void {
    this.#hasMore = true;
    this.#pause();
    if (chunk.length > 0) this.socket.unshift(chunk);
  }

  #pause(): void {
    this.socket.pause();
    readFromSystem(this.socket, "readStop");
  }

  /** How many bytes belong to one request at most. */
  #lengthOfPiece(chunk: Buffer): number {
    if (this.#bodyLeft > 0) {
      const length = Math.min(this.#bodyLeft, chunk.length);
      this.#bodyLeft -= length;
      return length;
    }
    const tail = this.#tail;
    this.#tail = "";
    if (tail !== "") {
      const at = (tail + chunk.toString("latin1", 0, 3)).indexOf(boundary);
      if (at >= 0) return at + boundary.length - tail.length;
    }
    const at = chunk.indexOf(boundary, 0, "latin1");
    if (at >= 0) return at + boundary.length;
    this.#tail = (tail + chunk.toString("latin1", Math.max(0, chunk.length - 3))).slice(-3);
    return chunk.length;
  }

  #discard({ length }: Buffer): void {
    this.#discarded += length;
    if (this.#discarded > discardedBytes) {
      this.socket.destroy();
      return;
    }
    this.#pause();
    this.#events.discards(this);
  }

  #become(state: ConnectionState): void {
    this.state = state;
    this.since = performance.now();
    this.#events.changed(this);
  }
}

/**
 * Stops reading from the system, or starts again. A paused stream would read on until its buffer is
 * full: 64 KiB more of each connection. To the stream it reads all the time, so that it does not
 * start by itself.
 */
function readFromSystem(socket: Socket, method: "readStart" | "readStop"): void {
  const handle: unknown = Reflect.get(socket, "_handle");
  if (typeof handle !== "object" || handle === null || !("reading" in handle)) return;
  handle.reading = true;
  const call: unknown = Reflect.get(handle, method);
  if (typeof call === "function") call.call(handle);
}
