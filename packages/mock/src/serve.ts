import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import type { CheckedServer, ServerOptions } from "./checked-server.ts";
import { createCheckedFetch, markHeader } from "./checked-fetch.ts";
import { errorBody } from "./contract.ts";
import { type HttpRequest, type HttpResponse, withoutHeaders } from "./http-message.ts";
import { ContractViolationError, type Finding, unchecked } from "./violation.ts";
import { ViolationLog } from "./violation-log.ts";

/** What came of a request. */
export interface Handled {
  /** The answer; undefined to close the connection without one. */
  readonly response: HttpResponse | undefined;
  readonly violations: readonly Finding[];
}

const malformed = "is malformed, too long or too slow";

/** Serves `handle` and records what it finds before its answer is sent. */
export async function startCheckedServer(
  handle: (request: HttpRequest) => Promise<Handled>,
  { host = "127.0.0.1", port = 0, onExchange }: ServerOptions,
) {
  const log = new ViolationLog();
  // Node's 5 seconds pass while a test is busy, and its next request would meet a reset.
  const server = createServer({ keepAliveTimeout: 72_000 }, (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(asError(error)));
  });

  // What Node cannot read, such as a URL above 16 KiB: it would answer without a body.
  server.on("clientError", (error, socket) => {
    if (!socket.writable || ("code" in error && error.code === "ECONNRESET")) {
      socket.destroy();
      return;
    }
    const violations: Finding[] = [{ location: "request", message: malformed, severity: "error" }];
    const unread = { method: "-", path: "-" };
    log.record(unread, undefined, violations);
    onExchange?.({ ...unread, status: 400, violations });
    const body = JSON.stringify(errorBody(400, `request: ${malformed}`));
    socket.end(
      [
        "HTTP/1.1 400 Bad Request",
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        `X-Request-Id: ${randomUUID()}`,
        "Cache-Control: no-store",
        "Connection: close",
        "",
        body,
      ].join("\r\n"),
    );
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const { response, violations } = await handle(request).catch((error: unknown): Handled => ({
      response: undefined,
      violations: [unchecked(error)],
    }));
    const { method, target: path } = request;
    const mark = incoming.headers[markHeader];
    log.record({ method, path }, typeof mark === "string" ? mark : undefined, violations);
    onExchange?.({ method, path, status: response?.status, violations });
    if (response === undefined) {
      outgoing.destroy();
      return;
    }
    outgoing.sendDate = false;
    outgoing.writeHead(response.status, [...response.rawHeaders]);
    outgoing.end(response.body);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("listening on no TCP port");
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  const url = new URL(`http://${name}:${address.port}`).origin;

  let closed: Promise<void> | undefined;
  function close(): Promise<void> {
    closed ??= new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closed;
  }

  const checked: CheckedServer = {
    url,
    fetch: createCheckedFetch(url, log),
    get violations() {
      return log.violations;
    },
    takeViolations: () => log.take(),
    close,
    async [Symbol.asyncDispose]() {
      await close();
      const unthrown = log.unthrown();
      if (unthrown.length > 0) throw new ContractViolationError(unthrown);
    },
  };
  return {
    server: checked,
    /** {@link CheckedServer.fetch}, which adds these headers to those of the caller. */
    fetchWith: (headers: Readonly<Record<string, string>>) => createCheckedFetch(url, log, headers),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const rawHeaders = withoutHeaders(incoming.rawHeaders, new Set([markHeader]));
  const { [markHeader]: _, ...headers } = incoming.headers;
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ),
    rawHeaders,
    body: Buffer.concat(chunks),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
