import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

import {
  headersByName,
  type HttpRequest,
  type HttpResponse,
  withoutHeaders,
} from "./http-message.ts";

/** Headers that are about one connection and not about the message (RFC 9110, section 7.6.1). */
const connectionHeaders = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Forwards the request as it came, and returns the answer, byte for byte.
 *
 * @throws the system's error, such as `ECONNREFUSED`, where there is no complete answer
 */
export function forward(upstream: URL, request: HttpRequest): Promise<HttpResponse> {
  const { method, target, rawHeaders, body } = request;
  const send = upstream.protocol === "https:" ? requestHttps : requestHttp;
  const hasBody = "content-length" in request.headers || "transfer-encoding" in request.headers;
  const dropped = new Set([...connectionHeaders, "content-length", "expect"]);
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        protocol: upstream.protocol,
        hostname: upstream.hostname.replace(/^\[(.*)\]$/, "$1"),
        port: upstream.port,
        path: upstream.pathname.replace(/\/$/, "") + target,
        method,
        // A connection of its own: none that upstream is about to close is used again.
        agent: false,
        headers: [
          ...withoutHeaders(rawHeaders, dropped),
          ...(hasBody ? ["Content-Length", String(body.length)] : []),
          "Connection",
          "close",
        ],
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const answered = withoutHeaders(incoming.rawHeaders, connectionHeaders);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: headersByName(answered),
            rawHeaders: answered,
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
