import { randomUUID } from "node:crypto";

import { describeProblem, type Operation } from "@hotspot-session/spec/validation";

import type { CheckedServer, ServerOptions } from "./checked-server.ts";
import { errorBody } from "./contract.ts";
import { headersByName, type HttpRequest, type HttpResponse } from "./http-message.ts";
import { pastTheEnd } from "./past-the-end.ts";
import { preferHeader, readPreferences } from "./preferences.ts";
import { openPrism, type Prism } from "./prism.ts";
import { checkRequest, findingOf } from "./request-check.ts";
import { type Route, route } from "./router.ts";
import { expectSameContract } from "./same-contract.ts";
import { type Handled, startCheckedServer } from "./serve.ts";

/** What a request may ask of the mock through its `Prefer` header. */
export interface Preferences {
  /** The status of the answer. */
  readonly code?: number;
  /** The name of an example of the contract, of that status or of 200. */
  readonly example?: string;
  /** Whether to answer with values made from the schemas. */
  readonly dynamic?: boolean;
}

/** The API, answered by Prism from the examples of the contract. It stores nothing. */
export interface Mock extends CheckedServer {
  /**
   * {@link CheckedServer.fetch}, asking for a certain answer: the one of a status (`code`), a named
   * example of the contract (of that status, or of 200), or values made up from the schemas
   * (`dynamic`). A status or example that the operation does not have is a violation that says
   * which ones it has. A request that breaks the contract gets its 400 or 401 all the same.
   */
  prefer(preferences: Preferences): typeof globalThis.fetch;
}

/**
 * Starts the mock: one server on one port of this machine, in this process.
 *
 * It answers 404 and 405 for unknown paths and methods, 401 without credentials, and 400 for input
 * that breaks the contract, in the words of the service. It knows no callers and no configurations:
 * it accepts any credentials and ids. Other answers must be asked for ({@link Mock.prefer}).
 *
 * @throws ContractMismatchError if the project in the working directory has types of another contract
 * @throws the system's error, such as `EADDRINUSE`, if it cannot listen
 */
export async function startMock(options: ServerOptions = {}): Promise<Mock> {
  expectSameContract();
  const prismOf = await openPrism();
  const { server, fetchWith } = await startCheckedServer(
    (request) => mock(prismOf, request),
    options,
  );
  return Object.assign(server, {
    prefer: (preferences: Preferences) => fetchWith({ prefer: preferHeader(preferences) }),
  });
}

async function mock(
  prismOf: (operation: Operation) => Prism,
  request: HttpRequest,
): Promise<Handled> {
  const found = route(request);
  if ("status" in found) {
    const { status, message, allowed, violation } = found;
    const allow = status === 405 ? { allow: allowed.join(", ") } : {};
    const response = respond(request, status, allow, errorBody(status, message));
    return { response, violations: [violation] };
  }
  const prism = prismOf(found.operation);
  const { response, violations } = await answer(prism, request, found);
  return { response, violations: [...violations, ...prism.checkResponse(response)] };
}

async function answer(prism: Prism, request: HttpRequest, found: Route) {
  const credentials = prism.checkCredentials(request);
  if (credentials.length > 0) {
    return {
      response: await mocked(prism, request, found, { code: 401 }),
      violations: credentials,
    };
  }
  const [problem, ...more] = checkRequest(request, found);
  const wanted = readPreferences(request.headers["prefer"], found.operation);
  if (problem !== undefined) {
    const response = respond(request, 400, {}, errorBody(400, describeProblem(problem)));
    return {
      response,
      violations: [...[problem, ...more].map(findingOf), ...wanted.violations],
    };
  }
  const [mistake] = wanted.violations;
  return {
    response:
      mistake === undefined
        ? await mocked(
            prism,
            request,
            found,
            pastTheEnd(request, found.operation.id, wanted.preferences),
          )
        : respond(request, 400, {}, errorBody(400, `Prefer: ${mistake.message}`)),
    violations: wanted.violations,
  };
}

async function mocked(
  prism: Prism,
  request: HttpRequest,
  { allowed }: Route,
  preferences: Preferences,
): Promise<HttpResponse> {
  const { status, headers, body } = await prism.mock(preferences);
  // The contract has one example of Allow for every path; the methods are those of this one.
  const allow = status === 405 ? { allow: allowed.join(", ") } : {};
  return respond(request, status, { ...headers, ...allow }, body);
}

/** An answer with the headers that every answer has. Where there is no body there is no type. */
function respond(
  request: HttpRequest,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): HttpResponse {
  const { "content-type": _, ...others } = headers;
  const text = Buffer.from(body === undefined ? "" : JSON.stringify(body));
  const rawHeaders = Object.entries({
    ...others,
    // So that a program can tell that it may ask for answers by `Prefer`.
    server: "hotspot-mock",
    "x-request-id": requestId(request),
    "cache-control": "no-store",
    ...(body !== undefined && { "content-type": "application/json" }),
    "content-length": String(text.length),
  }).flat();
  return { status, headers: headersByName(rawHeaders), rawHeaders, body: text };
}

function requestId({ headers }: HttpRequest): string {
  const sent = headers["x-request-id"] ?? "";
  return /^[A-Za-z0-9._-]{1,128}$/.test(sent) ? sent : randomUUID();
}
