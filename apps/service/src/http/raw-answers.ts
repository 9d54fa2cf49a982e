import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import { ApiError } from "../errors.ts";
import type { OutsideRoutes } from "../observe/outside-routes.ts";
import { newRequestId } from "./request-id.ts";

/** How long whoever is refused may leave the connection open, in milliseconds. */
const lingerTime = 2000;

/**
 * Answers to what never reaches a route: they are written by hand, in the shape of all others.
 */
export function rawAnswers(outside: OutsideRoutes) {
  /** The latest request that was read from a connection, by its response. */
  const latest = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();

  function refuseAndClose(socket: Duplex): void {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const error = new ApiError(400, "request: is malformed, too long or too slow");
    const requestId = newRequestId();
    const { head, body } = compose(error, requestId);
    const lines = Object.entries({ ...head, connection: "close" }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.end(["HTTP/1.1 400 Bad Request", ...lines, "", body].join("\r\n"));
    outside.tell({ operation: "other", requestId, status: 400 });
    // Time to read the answer; whoever does not close its side by then is cut off.
    const late = setTimeout(() => socket.destroy(), lingerTime).unref();
    socket.once("close", () => clearTimeout(late));
  }

  return {
    /** Answers a request that Node read but no route will see. */
    answerUnrouted(
      response: ServerResponse,
      requestId: string,
      error: ApiError,
      headers: Readonly<Record<string, string>> = {},
    ): void {
      const { head, body } = compose(error, requestId);
      response.writeHead(error.status, { ...head, ...headers }).end(body);
      outside.tell({ operation: "other", requestId, status: error.status });
    },

    /** Is told of every request, so that the next one keeps out of the answers to them. */
    rememberRequest(request: IncomingMessage, response: ServerResponse): void {
      latest.set(request.socket, response);
    },

    /**
     * The answer to the last request of a connection: `undefined` where there was none yet, `null`
     * while one is under way.
     */
    lastAnswer(socket: Duplex): ServerResponse | undefined | null {
      const response = latest.get(socket);
      if (response === undefined) return undefined;
      return response.req.complete && response.writableFinished ? response : null;
    },

    /**
     * Answers what Node could not read as an HTTP request: a malformed request line, headers
     * beyond 16 KiB, a request that took too long to arrive.
     *
     * Answers belong to requests by their order alone, so this one waits for those to the requests
     * before it, and is left out where the request was answered before the rest of it went wrong.
     */
    answerUnreadable(socket: Duplex): void {
      if (refused.has(socket)) return;
      refused.add(socket);
      const response = latest.get(socket);
      const refuse = () => refuseAndClose(socket);
      if (response === undefined) return refuse();
      if (response.req.complete) {
        // What came before is sound; this is the beginning of another request.
        if (response.writableFinished) refuse();
        else response.once("close", refuse);
      } else if (response.headersSent) {
        if (response.writableFinished) socket.destroy();
        else response.once("close", () => socket.destroy());
      } else if (response.socket === null) {
        // It has the connection to itself once all before it are answered.
        response.once("socket", refuse);
      } else {
        refuse();
      }
    },
  };
}

function compose(error: ApiError, requestId: string) {
  const body = JSON.stringify(error.body);
  const head = {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    ...headersOfEvery(requestId),
    ...error.headers,
  };
  return { head, body };
}

/** The headers that every answer has. */
export const headersOfEvery = (requestId: string) => ({
  "x-request-id": requestId,
  "cache-control": "no-store",
});
