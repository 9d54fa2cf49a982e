import type { ErrorResponse } from "@hotspot-session/types";

/** The JSON types that the properties of an answer must have. */
export type Shape = Readonly<Record<string, string>>;

/** What keeps this from being the answer of the operation, in words; undefined where nothing does. */
export function flawOf(data: unknown, shape: Shape): string | undefined {
  const expected = Object.entries(shape);
  if (expected.length === 0) {
    // The contract has an empty body here; `null` and objects are what gateways make of that.
    if (data === undefined || data === null || isObject(data)) return undefined;
    return "the answer is JSON, but neither empty nor an object";
  }
  if (data === undefined) return "the answer is empty, where a JSON object was expected";
  if (!isObject(data)) return "the answer is JSON, but not an object";
  const missing = expected.filter(([name, type]) => typeOf(data[name]) !== type);
  if (missing.length === 0) return undefined;
  return `the answer lacks ${missing.map(([name, type]) => `${name} (${type})`).join(", ")}`;
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeOf(value) === "object" && value !== null;
}

/** Whether this is the body that every error of the API has. */
export function isErrorResponse(body: unknown): body is ErrorResponse {
  return (
    isObject(body) &&
    typeof body["error_code"] === "string" &&
    typeof body["error_msg"] === "string"
  );
}

/** What an error status came with in place of the API's error body. */
export function whatElse(response: Response, body: unknown): string {
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    return "the answer is a redirect, which is not followed since that would pass the credentials on; is baseUrl right?";
  }
  const content = body === undefined || body === "" ? "empty" : contentOf(response);
  return `the answer is not the API's error body but ${content}; is baseUrl right, and no proxy in between?`;
}

/** Why there is no whole answer. */
export function whyNone(cause: unknown, url: string, response: Response | undefined): string {
  if (response === undefined) return `no answer from ${new URL(url).origin} (${reasonOf(cause)})`;
  if (cause instanceof SyntaxError) return `the answer is not JSON but ${contentOf(response)}`;
  return `the answer broke off (${reasonOf(cause)})`;
}

function contentOf(response: Response): string {
  const type = response.headers.get("content-type");
  return type === null ? "something of no type" : `something else, of type ${type}`;
}

/** The innermost reason: `fetch failed` alone helps nobody. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  // Several addresses were tried; Node puts no message on that.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.message;
}
