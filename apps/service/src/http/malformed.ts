import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { ApiError, methodNotAllowed } from "../errors.ts";
import type { Observer } from "../observe/answers.ts";
import { headersOfEvery, jsonType } from "./answer.ts";
import type { Connections } from "./connections.ts";
import { newRequestId, requestIdOf } from "./request-id.ts";

/** Answers what Node does not pass on as a request, in the contract's form. */
export function malformedRequests(
  connections: Connections,
  methods: readonly string[],
  observe: Observer,
) {
  function answerAndClose(socket: Duplex, error: ApiError, requestId: string): void {
    const body = JSON.stringify(error.body);
    const headers = headersOfEvery(requestId, {
      "content-type": jsonType,
      "content-length": String(Buffer.byteLength(body)),
      connection: "close",
      ...error.headers,
    });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const reason = error.status === 405 ? "Method Not Allowed" : "Bad Request";
    socket.write([`HTTP/1.1 ${error.status} ${reason}`, ...lines, "", body].join("\r\n"));
    observe({ operation: "other", requestId, status: error.status, milliseconds: 0 });
    const connection = connections.of(socket);
    if (connection === undefined) socket.destroy();
    else connection.close();
  }

  return {
    /**
     * Answers what Node could not read as a request: a malformed line, headers beyond 16 KiB, a
     * request that took too long to arrive. A request that was answered already, and goes wrong
     * afterwards, gets no second answer: nothing would tell to which request it belongs.
     */
    answerUnreadable(socket: Duplex): void {
      // A client that leaves is reported here, too.
      if (!socket.writable) return;
      const connection = connections.of(socket);
      if (connection?.state === "busy" && connection.response?.headersSent === true) {
        return connection.close();
      }
      const error = new ApiError(400, "request: is malformed, too long or too slow");
      answerAndClose(socket, error, newRequestId());
    },

    /** Answers `CONNECT`, which is for proxies, with 405. */
    answerConnect(request: IncomingMessage, socket: Duplex): void {
      answerAndClose(socket, methodNotAllowed("CONNECT", methods), requestIdOf(request));
    },
  };
}
