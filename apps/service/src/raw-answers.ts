import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import { ApiError } from "./errors.ts";
import { newRequestId } from "./request-id.ts";

// Answers to what never reaches a route: they are written by hand, in the shape of all others.

/** Answers a request that Node read but no route will see. */
export function answerUnrouted(response: ServerResponse, requestId: string, error: ApiError): void {
  const { head, body } = compose(error, requestId);
  response.writeHead(error.status, head).end(body);
}

/**
 * Answers what Node could not read as an HTTP request: a malformed request line, headers beyond
 * 16 KiB, a request that took too long to arrive.
 */
export function answerUnreadable(socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const error = new ApiError(400, "request: is malformed, too long or too slow");
  const { head, body } = compose(error, newRequestId());
  const lines = Object.entries({ ...head, connection: "close" }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end(["HTTP/1.1 400 Bad Request", ...lines, "", body].join("\r\n"));
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
