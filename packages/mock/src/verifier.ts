import type { Operation } from "@hotspot-session/spec/validation";

import type { CheckedServer, ServerOptions } from "./checked-server.ts";
import type { HttpRequest, HttpResponse } from "./http-message.ts";
import { openPrism, type Prism } from "./prism.ts";
import { checkRequest, findingOf } from "./request-check.ts";
import { route } from "./router.ts";
import { expectSameContract } from "./same-contract.ts";
import { type Handled, startCheckedServer } from "./serve.ts";
import { forward } from "./upstream.ts";
import { type Finding, messageOf, unchecked } from "./violation.ts";

/** A real server, with every request to it and every answer of it checked against the contract. */
export type Verifier = CheckedServer;

/**
 * Starts a proxy in front of the server at `upstreamUrl`. It forwards every request, valid or not,
 * and every answer, and checks both; it answers nothing by itself.
 *
 * Forwarded as they came: method, path, query, headers in their case and order (`Host` as well, so
 * that a signed request keeps its signature), bodies and status. Not forwarded: headers about the
 * connection (`Connection`, `Keep-Alive`, `TE`, `Upgrade` and the like), the reason phrase,
 * trailers and interim answers. A body is forwarded when it is complete, with its length; upstream
 * sees `Connection: close`. Where upstream closes the connection without a complete answer, so does
 * the verifier, and records it.
 *
 * A request whose path or method is not in the contract is forwarded and is a violation: there is
 * nothing to check its answer against. Credentials must be there; upstream checks whether they are
 * valid.
 *
 * @throws TypeError if `upstreamUrl` is not an http or https URL
 * @throws ContractMismatchError if the project in the working directory has types of another contract
 * @throws the system's error, such as `EADDRINUSE`, if it cannot listen
 */
export async function startVerifier(
  upstreamUrl: string | URL,
  options: ServerOptions = {},
): Promise<Verifier> {
  const upstream = URL.canParse(upstreamUrl) ? new URL(upstreamUrl) : undefined;
  if (upstream === undefined || !/^https?:$/.test(upstream.protocol)) {
    throw new TypeError(`upstreamUrl: must be an http or https URL, not ${String(upstreamUrl)}`);
  }
  expectSameContract();
  const prismOf = await openPrism();
  const { server } = await startCheckedServer(
    (request) => verify(prismOf, upstream, request),
    options,
  );
  return server;
}

async function verify(
  prismOf: (operation: Operation) => Prism,
  upstream: URL,
  request: HttpRequest,
): Promise<Handled> {
  let response: HttpResponse | undefined;
  const violations: Finding[] = [];
  try {
    response = await forward(upstream, request);
  } catch (error) {
    const message = `${upstream.origin} gave no complete answer (${messageOf(error)})`;
    violations.push({ location: "response", message, severity: "error" });
  }
  try {
    const found = route(request);
    if ("status" in found) {
      violations.unshift(found.violation);
    } else {
      const prism = prismOf(found.operation);
      violations.unshift(
        ...prism.checkCredentials(request),
        ...checkRequest(request, found).map(findingOf),
        ...(response === undefined ? [] : prism.checkResponse(response)),
      );
    }
  } catch (error) {
    violations.push(unchecked(error));
  }
  return { response, violations };
}
