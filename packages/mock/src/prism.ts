import { getHttpOperationsFromSpec } from "@stoplight/prism-cli/dist/operations.js";
import { createInstance } from "@stoplight/prism-http";
import { pino } from "pino";

import { contract } from "./contract.ts";
import { type HttpRequest, type HttpResponse, readBody } from "./http-message.ts";
import { prismRequest, prismResponse } from "./prism-message.ts";
import type { Finding } from "./violation.ts";

// Prism's types go no further than this file and prism-message.ts.
type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;
type Instance = ReturnType<typeof createInstance>;
type Outcome = Awaited<ReturnType<ReturnType<Instance["request"]>>>;
type Diagnostic = Extract<Outcome, { _tag: "Right" }>["right"]["validations"]["input"][number];

/** An operation of the contract, as Prism knows it. */
export type Operation = Operations[number];

/** What a request may ask of the mock through its `Prefer` header. */
export interface Preferences {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
}

/** What the contract says of a request, and of its answer where there is one. */
export type Verdict =
  | {
      readonly operation: Operation;
      /** What is wrong with the request. */
      readonly request: readonly Finding[];
      /** What is wrong with the answer; nothing where none was given. */
      readonly response: readonly Finding[];
    }
  | Unknown;

/** A request that is none of the contract's. */
export type Unknown =
  | { readonly unknown: "path" }
  | { readonly unknown: "method"; readonly allowed: readonly string[] };

/** What Prism's mocker answers to a request. */
export interface Mocked {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where there is none. */
  readonly body: unknown;
}

export interface Prism {
  /** Checks a request, and its answer if given, against the contract. */
  check(request: HttpRequest, response?: HttpResponse): Promise<Verdict>;
  /** The methods that the contract has for the path of the request. */
  methodsOf(request: HttpRequest): Promise<readonly string[]>;
  /** Answers a request of the contract from its examples, or from made-up values. */
  mock(request: HttpRequest, preferences: Preferences): Promise<Mocked>;
}

// Says nothing: violations reach the caller as values. Prism's own level needs a method.
const logger = Object.assign(pino({ enabled: false }), { success: () => undefined });

const checks = { checkSecurity: true, validateRequest: true, upstreamProxy: undefined };
const methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"];
const severities = ["error", "warning", "information", "hint"] as const;

let operations: Promise<Operations> | undefined;

/** Prism with the contract. Reading the contract takes a moment the first time in a process. */
export async function openPrism(): Promise<Prism> {
  // Prism resolves the references of the document that it is given in place: give it a copy.
  operations ??= getHttpOperationsFromSpec(structuredClone(contract));
  const known = await operations;

  /** The operation of a request, if the contract has it, and what Prism says of the two. */
  async function ask(request: HttpRequest, response?: HttpResponse) {
    let operation: Operation | undefined;
    const instance = createInstance(
      {
        ...checks,
        isProxy: true,
        // Without it Prism would forward, rather than refuse, what it does not know.
        errors: true,
        validateResponse: response !== undefined,
        mock: { dynamic: false },
        upstream: new URL("http://upstream.invalid"),
      },
      {
        logger,
        // In place of Prism's own forwarding, which parses and rewrites what it passes on.
        forward: (_input, _baseUrl, _proxy, resource) => {
          operation = resource;
          const right = response === undefined ? { statusCode: 0 } : prismResponse(response);
          return () => async () => ({ _tag: "Right", right });
        },
      },
    );
    const outcome = await instance.request(prismRequest(request), known)();
    return { operation, outcome };
  }

  async function check(request: HttpRequest, response?: HttpResponse): Promise<Verdict> {
    const { operation, outcome } = await ask(request, response);
    if (operation === undefined) {
      const allowed = await methodsOf(request);
      return allowed.length === 0 ? { unknown: "path" } : { unknown: "method", allowed };
    }
    if ("left" in outcome) throw outcome.left;
    const { input, output } = outcome.right.validations;
    return {
      operation,
      request: input.map((diagnostic) => finding("request", diagnostic, request)),
      response: [
        ...output.map((diagnostic) => finding("response", diagnostic, response)),
        ...undeclaredBody(operation, response),
      ],
    };
  }

  /** Asks Prism's own router, so that nothing else has to know which path is which. */
  async function methodsOf(request: HttpRequest): Promise<string[]> {
    const found: string[] = [];
    for (const method of methods) {
      const { operation } = await ask({ ...request, method });
      if (operation !== undefined) found.push(method);
    }
    return found;
  }

  async function mock(request: HttpRequest, preferences: Preferences): Promise<Mocked> {
    const { code, example, dynamic = false } = preferences;
    const config = {
      ...checks,
      isProxy: false as const,
      errors: false,
      validateResponse: false,
      mock: {
        dynamic,
        ...(code !== undefined && { code }),
        ...(example !== undefined && { exampleKey: example }),
      },
    };
    const outcome = await createInstance(config, { logger }).request(
      prismRequest(request),
      known,
    )();
    if ("left" in outcome) throw outcome.left;
    const { statusCode, headers = {}, body } = outcome.right.output;
    return {
      status: statusCode,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      ),
      body,
    };
  }

  return { check, methodsOf, mock };
}

/** Prism lets any body pass where the contract declares none. */
function undeclaredBody(operation: Operation, response: HttpResponse | undefined): Finding[] {
  if (response === undefined || response.body.length === 0) return [];
  const declared = operation.responses.find(({ code }) => code === String(response.status));
  if (declared === undefined || (declared.contents ?? []).length > 0) return [];
  return [{ location: "response.body", message: "Response body must be empty", severity: "error" }];
}

function finding(
  side: "request" | "response",
  diagnostic: Diagnostic,
  sent: HttpRequest | HttpResponse | undefined,
): Finding {
  const { path = [], severity } = diagnostic;
  const place = path.length > 0 ? path : unnamedPlace(diagnostic);
  const isWholeBody = path.length === 1 && path[0] === "body";
  const malformed = isWholeBody && sent !== undefined ? readBody(sent).malformed : undefined;
  return {
    location: [side, ...place].join("."),
    message:
      malformed === undefined
        ? diagnostic.message
        : `${side === "request" ? "Request" : "Response"} body ${malformed}`,
    severity: severities[severity] ?? "error",
  };
}

/** Where something is wrong that Prism gives a code, but no place. */
function unnamedPlace({ code }: Diagnostic): string[] {
  // Prism has these as numbers where its types have strings.
  switch (String(code)) {
    case "401":
      return ["security"];
    case "415":
      return ["header", "content-type"];
    case "required":
      return ["body"];
    default:
      return [];
  }
}
