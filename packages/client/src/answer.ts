import type { ErrorResponse } from "@hotspot-session/types";

/** The properties of an answer, with their JSON types. */
export type Shape = Readonly<Record<string, string>>;

/**
 * Describes why this is not an answer of the operation; undefined if it is one.
 *
 * A missing property is no reason: services that describe the API differently leave some out. An
 * answer with none of the properties, or with a list that is not an array, is from something else.
 */
export function validateAnswer(data: unknown, shape: Shape): string | undefined {
  const expected = Object.entries(shape);
  const names = expected.map(([name]) => name).join(", ");
  if (names === "" && (data === undefined || data === null)) return undefined;
  if (data === undefined) return "the answer is empty, not a JSON object";
  if (!isObject(data)) return "the answer is JSON, but not an object";
  const isWrong = ([name, type]: [string, string]) =>
    data[name] !== undefined && type === "array" && !Array.isArray(data[name]);
  // Where the contract has an empty body, some gateways make an object of it.
  const isOther = names !== "" && expected.every(([name]) => data[name] === undefined);
  if (!isOther && !expected.some(isWrong)) return undefined;
  return `the answer is JSON, but not of this operation, which has ${names}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether this is the body that every error of the API has. */
export function isErrorResponse(body: unknown): body is ErrorResponse {
  return (
    isObject(body) &&
    typeof body["error_code"] === "string" &&
    typeof body["error_msg"] === "string"
  );
}

/** Describes an error answer that does not have the API's error body. */
export function describeUnexpectedAnswer(response: Response, body: unknown): string {
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    return "the answer is a redirect, which is not followed; is baseUrl right?";
  }
  const content = body === undefined || body === "" ? "empty" : contentOf(response);
  return `the answer is not the API's error body but ${content}; is baseUrl right?`;
}

/** Describes why there is no complete answer. */
export function describeMissingAnswer(
  cause: unknown,
  url: string,
  response: Response | undefined,
): string {
  if (response === undefined) return `no answer from ${new URL(url).origin} (${reasonOf(cause)})`;
  if (cause instanceof SyntaxError) return `the answer is not JSON but ${contentOf(response)}`;
  return `the answer broke off (${reasonOf(cause)})`;
}

function contentOf(response: Response): string {
  const type = response.headers.get("content-type");
  return type === null ? "something of no type" : `something else, of type ${type}`;
}

/** The innermost reason: `fetch failed` alone does not help. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  // Several addresses were tried; Node puts no message on that.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.message;
}
