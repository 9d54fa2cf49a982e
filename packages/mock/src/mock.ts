import { randomUUID } from "node:crypto";

import {
  type CheckedServer,
  type Handled,
  type ServerOptions,
  startCheckedServer,
} from "./checked-server.ts";
import { errorBody } from "./contract.ts";
import { errorMessage } from "./error-message.ts";
import { headersByName, type HttpRequest, type HttpResponse } from "./http-message.ts";
import { preferHeader, readPreferences } from "./preferences.ts";
import { openPrism, type Preferences, type Prism } from "./prism.ts";
import { expectSameContract } from "./same-contract.ts";
import { unknownOperation } from "./unknown-operation.ts";
import type { Finding } from "./violation.ts";

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
 * It answers 404, 405, 401 and 400 as the contract has them. It does not know who may do what, or
 * which configurations there are: any credentials and ids will do, and 403, 500, 503 and a 404 for
 * a configuration are to be asked for ({@link Mock.prefer}). Prism takes a query parameter with an
 * empty value for an absent one, so `limit=` is not found wrong.
 *
 * @throws ContractMismatchError if the project in the working directory has types of another contract
 * @throws the system's error, such as `EADDRINUSE`, if it cannot listen
 */
export async function startMock(options: ServerOptions = {}): Promise<Mock> {
  expectSameContract();
  const prism = await openPrism();
  const { server, fetchWith } = await startCheckedServer(
    (request) => mock(prism, request),
    options,
  );
  return Object.assign(server, {
    prefer: (preferences: Preferences) => fetchWith({ prefer: preferHeader(preferences) }),
  });
}

async function mock(prism: Prism, request: HttpRequest): Promise<Handled> {
  const verdict = await prism.check(request);
  if ("unknown" in verdict) {
    const { status, answer: message, violation } = unknownOperation(request, verdict);
    const allow = verdict.unknown === "method" ? { allow: verdict.allowed.join(", ") } : {};
    const body = errorBody(status, message);
    return { response: respond(request, status, allow, body), violations: [violation] };
  }
  const wanted = readPreferences(request.headers["prefer"], verdict.operation);
  const violations = [...verdict.request, ...wanted.violations];
  const response =
    wanted.violations.length > 0
      ? respond(request, 400, {}, errorBody(400, errorMessage(wanted.violations)))
      : await answer(prism, request, wanted.preferences, verdict.request);
  const checked = await prism.check(request, response);
  return {
    response,
    violations: "unknown" in checked ? violations : [...violations, ...checked.response],
  };
}

/** Prism's answer to a request of the contract, with what Prism cannot know put right. */
async function answer(
  prism: Prism,
  request: HttpRequest,
  preferences: Preferences,
  violations: readonly Finding[],
): Promise<HttpResponse> {
  const { status, headers, body } = await prism.mock(request, preferences);
  // The contract has one example of Allow for every path; the methods are those of this one.
  const allow = status === 405 ? { allow: (await prism.methodsOf(request)).join(", ") } : {};
  // Prism answers the first example of 400, whatever was wrong.
  const isRefused = status === 400 && violations.length > 0;
  return respond(
    request,
    status,
    { ...headers, ...allow },
    isRefused ? errorBody(400, errorMessage(violations)) : body,
  );
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
