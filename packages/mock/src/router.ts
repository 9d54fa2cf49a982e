import type { Operation } from "@hotspot-session/spec/validation";

import { contract, operations } from "./contract.ts";
import type { HttpRequest } from "./http-message.ts";
import type { Finding } from "./violation.ts";

/** An operation, and what a request gives for the parameters of its path. */
export interface Route {
  readonly operation: Operation;
  /** The decoded values by name; undefined where the path is not percent-encoded UTF-8. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  /** The methods that the path has. */
  readonly allowed: readonly string[];
}

/** A request for no operation: the answer to it, and the violation that it is. */
export interface NoRoute {
  readonly status: 404 | 405;
  /** The answer's `error_msg`. */
  readonly message: string;
  readonly allowed: readonly string[];
  readonly violation: Finding;
}

/** The contract's own words for either. */
const { NoSuchPath, MethodNotAllowed } = contract.components.responses;
const noSuchPath = NoSuchPath.content["application/json"].examples.path.value.error_msg;
const notAllowed = MethodNotAllowed.content["application/json"].examples.put.value.error_msg;

/** Finds the operation of a request. */
export function route({ method, target }: HttpRequest): Route | NoRoute {
  const { segments, isEncoded } = segmentsOf(target);
  const candidates = operations.filter(({ path }) => matches(path, segments));
  const allowed = candidates.map((candidate) => candidate.method);
  const operation = candidates.find((candidate) => candidate.method === method);
  if (operation !== undefined) {
    return {
      operation,
      allowed,
      pathParameters: isEncoded ? parametersOf(operation.path, segments) : undefined,
    };
  }
  if (allowed.length === 0) {
    const message = "no operation of the contract has this path";
    const violation: Finding = { location: "request.path", message, severity: "error" };
    return { status: 404, message: noSuchPath, allowed, violation };
  }
  const violation: Finding = {
    location: "request.method",
    message: `${method} is no method of this path; it has ${allowed.join(", ")}`,
    severity: "error",
  };
  return { status: 405, message: notAllowed.replace("PUT", () => method), allowed, violation };
}

/** The contract's path of a target, such as `/v1/{project_id}/…`; its own where there is none. */
export function pathTemplate(target: string): string {
  const { segments } = segmentsOf(target);
  return operations.find(({ path }) => matches(path, segments))?.path ?? pathOf(target);
}

const pathOf = (target: string): string => target.replace(/[?#].*$/s, "");

function segmentsOf(target: string) {
  let isEncoded = true;
  const segments = pathOf(target)
    .split("/")
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch {
        isEncoded = false;
        return segment;
      }
    });
  return { segments, isEncoded };
}

const isParameter = (segment: string): boolean => /^\{.+\}$/.test(segment);

function matches(template: string, segments: readonly string[]): boolean {
  const expected = template.split("/");
  return (
    expected.length === segments.length &&
    expected.every((segment, index) =>
      isParameter(segment) ? segments[index] !== "" : segment === segments[index],
    )
  );
}

function parametersOf(template: string, segments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    template
      .split("/")
      .flatMap((segment, index) =>
        isParameter(segment) ? [[segment.slice(1, -1), segments[index] ?? ""]] : [],
      ),
  );
}
