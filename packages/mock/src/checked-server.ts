import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { createCheckedFetch, markHeader } from "./checked-fetch.ts";
import {
  headersByName,
  type HttpRequest,
  type HttpResponse,
  withoutHeaders,
} from "./http-message.ts";
import { createLedger } from "./ledger.ts";
import { ContractViolationError, type Finding, type Violation } from "./violation.ts";

export interface ServerOptions {
  /** The address to listen on; `127.0.0.1` where none is given. */
  readonly host?: string;
  /** The port to listen on; any free one where none is given. */
  readonly port?: number;
  /** Called once for each request, just before its answer is sent. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** A request, its answer and what was wrong with them. */
export interface Exchange {
  readonly method: string;
  /** With the query, as it was sent. */
  readonly path: string;
  /** The status of the answer, or undefined where the connection was closed without one. */
  readonly status: number | undefined;
  readonly violations: readonly Finding[];
}

/** A server on this machine that holds every request and answer against the contract. */
export interface CheckedServer extends AsyncDisposable {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /**
   * A `fetch` for this server alone. Where the request or its answer breaks the contract it rejects
   * with a {@link ContractViolationError}: give it to a client, and a test that sends something
   * wrong fails. To see how wrong requests are answered, use any other fetch and
   * {@link takeViolations}.
   */
  readonly fetch: typeof globalThis.fetch;
  /** All violations since the start or the last {@link takeViolations}, whoever sent the request. */
  readonly violations: readonly Violation[];
  /** Answers {@link violations} and forgets them: they were expected, or are dealt with elsewhere. */
  takeViolations(): readonly Violation[];
  /** Stops listening and ends open connections. Does nothing the second time. */
  close(): Promise<void>;
  /**
   * Closes. Throws a {@link ContractViolationError} where there are violations that {@link fetch}
   * has not thrown and nobody has taken, so that `await using` fails the test that caused them.
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/** An answer, or none where the connection is to be closed without one, and all that was wrong. */
export interface Handled {
  readonly response: HttpResponse | undefined;
  readonly violations: readonly Finding[];
}

export interface Started {
  readonly server: CheckedServer;
  /** {@link CheckedServer.fetch}, that sends these headers besides those of the caller. */
  fetchWith(headers: Readonly<Record<string, string>>): typeof globalThis.fetch;
}

/** Serves `handle` and records what it finds before its answer is sent. */
export async function startCheckedServer(
  handle: (request: HttpRequest) => Promise<Handled>,
  { host = "127.0.0.1", port = 0, onExchange }: ServerOptions,
): Promise<Started> {
  const ledger = createLedger();
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(asError(error)));
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const { response, violations } = await handle(request).catch(unchecked);
    const { method, target: path } = request;
    const mark = incoming.headers[markHeader];
    ledger.record({ method, path, mark: typeof mark === "string" ? mark : undefined }, violations);
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

  return {
    server: {
      url,
      fetch: createCheckedFetch(url, ledger),
      get violations() {
        return ledger.violations;
      },
      takeViolations: () => ledger.take(),
      close,
      async [Symbol.asyncDispose]() {
        await close();
        const unheard = ledger.unheard();
        if (unheard.length > 0) throw new ContractViolationError(unheard);
      },
    },
    fetchWith: (headers) => createCheckedFetch(url, ledger, headers),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const rawHeaders = withoutHeaders(incoming.rawHeaders, new Set([markHeader]));
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers: headersByName(rawHeaders),
    rawHeaders,
    body: Buffer.concat(chunks),
  };
}

/** A fault of Prism's own: it must not look like a pass, and there is nothing to answer. */
function unchecked(error: unknown): Handled {
  const message = `Prism could not check this (${asError(error).message})`;
  return { response: undefined, violations: [{ location: "request", message, severity: "error" }] };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
