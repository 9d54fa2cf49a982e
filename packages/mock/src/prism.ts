import type { Operation } from "@hotspot-session/spec/validation";
import { getHttpOperationsFromSpec } from "@stoplight/prism-cli/dist/operations.js";
import { createLogger } from "@stoplight/prism-core";
import { createInstance } from "@stoplight/prism-http";
import { validateOutput, validateSecurity } from "@stoplight/prism-http/dist/validator/index.js";

import { document } from "./contract.ts";
import type { HttpRequest, HttpResponse } from "./http-message.ts";
import type { Preferences } from "./mock.ts";
import { readBody } from "./response-body.ts";
import type { Finding } from "./violation.ts";

// Prism's types go no further than this file.
type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Checked = ReturnType<typeof validateOutput>;
type Diagnostic = Extract<Checked, { left: unknown }>["left"][number];

/** What Prism does for one operation of the contract. */
export type Prism = ReturnType<typeof prismOf>;

const silentLogger = createLogger("hotspot-mock", { level: "silent" }, { write: () => undefined });

const severities = ["error", "warning", "information", "hint"] as const;

let opened: Promise<ReadonlyMap<string | undefined, Prism>> | undefined;

/** Opens Prism with the contract. Reading the contract takes a moment the first time. */
export async function openPrism(): Promise<(operation: Operation) => Prism> {
  opened ??= readContract();
  const prisms = await opened;
  return ({ id }) => {
    const prism = prisms.get(id);
    if (prism === undefined) throw new Error(`Prism does not know ${id}`);
    return prism;
  };
}

async function readContract(): Promise<ReadonlyMap<string | undefined, Prism>> {
  // Prism changes the document that it is given: give it copies.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  // Where a text has a pattern, its generator ignores the length that the text must have.
  const withoutPatterns = await getHttpOperationsFromSpec(
    JSON.parse(JSON.stringify(document, (key, value) => (key === "pattern" ? undefined : value))),
  );
  return new Map(
    operations.map((operation, index) => [
      operation.iid,
      prismOf(operation, withoutPatterns[index] ?? operation),
    ]),
  );
}

function prismOf(resource: PrismOperation, generated: PrismOperation) {
  return {
    /** Finds whether a request has no credentials. */
    checkCredentials({ headers }: HttpRequest): readonly Finding[] {
      const element = { method: resource.method, url: { path: resource.path }, headers };
      return findings(validateSecurity({ resource, element })).map(({ message, severity }) => ({
        location: "request.security",
        message,
        severity: severities[severity] ?? "error",
      }));
    },
    checkResponse(response: HttpResponse): readonly Finding[] {
      return [...checkOutput(resource, response), ...checkEmptyBody(resource, response)];
    },
    /** Answers from the examples of the contract, or from values made from its schemas. */
    mock: (preferences: Preferences) => mock(generated, preferences),
  };
}

function findings(checked: Checked | ReturnType<typeof validateSecurity>): readonly Diagnostic[] {
  return "left" in checked ? checked.left : [];
}

function checkOutput(resource: PrismOperation, response: HttpResponse): readonly Finding[] {
  const { value, malformed } = readBody(response);
  const { status: statusCode, headers } = response;
  const element = { statusCode, headers: { ...headers, ...contentType(headers) }, body: value };
  return findings(validateOutput({ resource, element })).map(({ path = [], message, severity }) => {
    const isBody = path.length === 1 && path[0] === "body";
    return {
      location: ["response", ...path].join("."),
      message: isBody && malformed !== undefined ? `Response body ${malformed}` : message,
      severity: severities[severity] ?? "error",
    };
  });
}

/** Prism accepts any body where the contract declares none. */
function checkEmptyBody(resource: PrismOperation, response: HttpResponse): readonly Finding[] {
  if (response.body.length === 0) return [];
  const declared = resource.responses.find(({ code }) => code === String(response.status));
  if (declared === undefined || (declared.contents ?? []).length > 0) return [];
  return [{ location: "response.body", message: "Response body must be empty", severity: "error" }];
}

const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/** Prism throws for a malformed media type; with this one it compares, and finds it wrong. */
function contentType(headers: Readonly<Record<string, string>>): Record<string, string> {
  const sent = headers["content-type"];
  return sent === undefined || mediaType.test(sent)
    ? {}
    : { "content-type": "application/octet-stream" };
}

async function mock(resource: PrismOperation, preferences: Preferences) {
  const { code, example, dynamic = false } = preferences;
  const instance = createInstance(
    {
      isProxy: false,
      errors: false,
      checkSecurity: false,
      validateRequest: false,
      validateResponse: false,
      upstreamProxy: undefined,
      mock: {
        dynamic,
        ...(code !== undefined && { code }),
        ...(example !== undefined && { exampleKey: example }),
      },
    },
    { logger: silentLogger, route: () => ({ _tag: "Right", right: resource }) },
  );
  const outcome = await instance.request({ method: "get", url: { path: resource.path } }, [])();
  if ("left" in outcome) throw outcome.left;
  const { statusCode, headers = {}, body } = outcome.right.output;
  return {
    status: statusCode,
    /** By lower-case name. */
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    /** Undefined where there is none. */
    body,
  };
}
