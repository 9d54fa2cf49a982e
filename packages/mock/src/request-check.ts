import {
  InvalidRequestError,
  type Operation,
  parseJsonBody,
  type Problem,
  queryReader,
  validator,
} from "@hotspot-session/spec/validation";

import { operations } from "./contract.ts";
import type { HttpRequest } from "./http-message.ts";
import type { Route } from "./router.ts";
import type { Finding } from "./violation.ts";

type Check = (request: HttpRequest, route: Route) => readonly Problem[];

const checks: ReadonlyMap<Operation, Check> = new Map(
  operations.map((operation) => [operation, checkOf(operation)]),
);

/**
 * Finds all that is wrong with the input of a request, in the order in which the service checks it:
 * the service answers with the first.
 */
export function checkRequest(request: HttpRequest, route: Route): readonly Problem[] {
  return checks.get(route.operation)?.(request, route) ?? [];
}

/** A problem as a violation, without its request. */
export function findingOf({ part, path, message }: Problem): Finding {
  return { location: ["request", part, ...path].join("."), message, severity: "error" };
}

function checkOf(operation: Operation): Check {
  const options = { allErrors: true };
  const checkPath = validator(operation.pathParameters, "path", options);
  const readQuery = queryReader(operation.query, options);
  const checkBody = operation.body && validator(operation.body, "body", options);

  return ({ target, headers, body }, { pathParameters }) => {
    if (pathParameters === undefined) {
      return [{ part: "path", path: [], message: "must be percent-encoded UTF-8" }];
    }
    let value: unknown;
    const unreadable =
      checkBody === undefined
        ? []
        : problemsOf(() => {
            value = parseJsonBody(body, headers);
          });
    const problems = [
      ...unreadable,
      ...problemsOf(() => checkPath(pathParameters)),
      ...problemsOf(() => readQuery(/\?([^#]*)/s.exec(target)?.[1] ?? "")),
    ];
    if (checkBody === undefined || unreadable.length > 0) return problems;
    if (value === undefined) {
      return [...problems, { part: "body", path: [], message: "is required" }];
    }
    return [...problems, ...problemsOf(() => checkBody(value))];
  };
}

function problemsOf(read: () => void): readonly Problem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems;
    throw error;
  }
}
