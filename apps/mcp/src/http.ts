import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import {
  hostHeaderValidation,
  type NodeIncomingMessageLike,
  originValidation,
  toNodeHandler,
} from "@modelcontextprotocol/node";
import {
  createMcpHandler,
  localhostAllowedHostnames,
  type McpServer,
} from "@modelcontextprotocol/server";

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  /** What a client must send as its bearer token. */
  readonly token: string;
  /** Names besides those of the loopback interface by which clients and pages may call. */
  readonly allowedHosts: readonly string[];
}

/**
 * Serves MCP by Streamable HTTP at `/mcp`, each request by a server of its own.
 *
 * @throws the system's error, such as `EADDRINUSE`, if it cannot listen
 */
export async function serveHttp(create: () => McpServer, options: HttpOptions) {
  const { host, port, token, allowedHosts } = options;
  const names = [...localhostAllowedHostnames(), ...allowedHosts];
  // A page in a browser must not reach a server of this machine under a name that leads here.
  const [isKnownHost, isKnownOrigin] = [hostHeaderValidation(names), originValidation(names)];
  const isAuthorized = authorizer(token);
  const handler = createMcpHandler(create, { onerror: log });
  const handle = toNodeHandler(handler, { onerror: log });

  // All checks come before the body is read.
  const http = createServer((request, response) => {
    if (!isKnownHost(request, response) || !isKnownOrigin(request, response)) return;
    if (request.url?.split("?")[0] !== "/mcp") response.writeHead(404).end();
    else if (!isAuthorized(request.headers.authorization)) {
      response.writeHead(401, { "WWW-Authenticate": "Bearer" }).end();
    } else {
      // A request of node:http is what it takes, but for optional properties that may be undefined.
      void handle(request as NodeIncomingMessageLike, response);
    }
  });
  http.listen(port, host);
  await once(http, "listening");
  const address = http.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}/mcp`,
    async close() {
      await handler.close();
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

function authorizer(token: string): (header: string | undefined) => boolean {
  // Of one length, so that the time of the comparison says nothing of the token.
  const hash = (text: string) => createHash("sha256").update(text).digest();
  const expected = hash(token);
  return (header = "") => timingSafeEqual(hash(header.replace(/^bearer /i, "")), expected);
}

function log(error: Error): void {
  process.stderr.write(`hotspot-mcp: ${error.message}\n`);
}
