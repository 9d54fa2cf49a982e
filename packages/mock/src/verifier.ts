import {
  type CheckedServer,
  type Handled,
  type ServerOptions,
  startCheckedServer,
} from "./checked-server.ts";
import type { HttpRequest, HttpResponse } from "./http-message.ts";
import { openPrism, type Prism } from "./prism.ts";
import { expectSameContract } from "./same-contract.ts";
import { unknownOperation } from "./unknown-operation.ts";
import { forward } from "./upstream.ts";
import type { Finding } from "./violation.ts";

/** A real server, with every request to it and every answer of it held against the contract. */
export type Verifier = CheckedServer;

/**
 * Starts a proxy in front of the server at `upstreamUrl`. It passes every request on, right or
 * wrong, and every answer back, and has Prism check both; nothing is answered by itself.
 *
 * Passed on as they came: method, path, query, headers in their case and order (`Host` as well, so
 * that a signed request keeps its signature), bodies and status. Not passed on: headers about the
 * connection (`Connection`, `Keep-Alive`, `TE`, `Upgrade` and their like), the reason phrase,
 * trailers and interim answers. A body is passed on when it is complete, with its length; upstream
 * sees `Connection: close`. Where upstream closes the connection without a whole answer, so does
 * the verifier, and records it.
 *
 * A request whose path or method is not in the contract is passed on and is a violation: there is
 * nothing to hold its answer against. Prism takes a query parameter with an empty value for an
 * absent one, and checks that credentials are there, not that they are valid.
 *
 * @throws TypeError if `upstreamUrl` is not an http or https URL
 * @throws ContractMismatchError if the project in the working directory has types of another contract
 * @throws the system's error, such as `EADDRINUSE`, if it cannot listen
 */
export async function startVerifier(
  upstreamUrl: string | URL,
  options: ServerOptions = {},
): Promise<Verifier> {
  const upstream = URL.parse(upstreamUrl);
  if (upstream === null || !/^https?:$/.test(upstream.protocol)) {
    throw new TypeError(`upstreamUrl: must be an http or https URL, not ${String(upstreamUrl)}`);
  }
  expectSameContract();
  const prism = await openPrism();
  const started = await startCheckedServer((request) => verify(prism, upstream, request), options);
  return started.server;
}

async function verify(prism: Prism, upstream: URL, request: HttpRequest): Promise<Handled> {
  let response: HttpResponse | undefined;
  const violations: Finding[] = [];
  try {
    response = await forward(upstream, request);
  } catch (error) {
    violations.push(failure("response", `${upstream.origin} gave no whole answer`, error));
  }
  try {
    const verdict = await prism.check(request, response);
    violations.unshift(
      ...("unknown" in verdict
        ? [unknownOperation(request, verdict).violation]
        : [...verdict.request, ...verdict.response]),
    );
  } catch (error) {
    // A fault of Prism's own must not look like a pass.
    violations.push(failure("request", "Prism could not check this", error));
  }
  return { response, violations };
}

function failure(location: string, what: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return { location, message: `${what} (${reason})`, severity: "error" };
}
