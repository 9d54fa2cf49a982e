import type { Finding, Violation } from "./violation.ts";

// What users of the package see: it names no type of Node's, which they may not have installed.

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

/** A server on this machine that checks every request and answer against the contract. */
export interface CheckedServer extends AsyncDisposable {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /**
   * A `fetch` for this server only. It rejects with a `ContractViolationError` if the request
   * or its answer breaks the contract: give it to a client, and a test that sends a wrong request
   * fails. To see how wrong requests are answered, use any other fetch and {@link takeViolations}.
   */
  readonly fetch: typeof globalThis.fetch;
  /** All violations of all requests since the start or the last {@link takeViolations}. */
  readonly violations: readonly Violation[];
  /** Returns {@link violations} and removes them, so that disposal does not throw them. */
  takeViolations(): readonly Violation[];
  /** Stops listening and ends open connections. Does nothing the second time. */
  close(): Promise<void>;
  /**
   * Closes. Throws a `ContractViolationError` if there are violations that {@link fetch} has
   * not thrown and {@link takeViolations} has not returned, so that `await using` fails the test
   * that caused them.
   */
  [Symbol.asyncDispose](): Promise<void>;
}
