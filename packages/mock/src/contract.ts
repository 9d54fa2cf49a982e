import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import {
  dereference,
  methods,
  type Operation,
  operationsOf,
} from "@hotspot-session/spec/validation";

/** The contract. It must not be changed in place: others in this process hold the same object. */
export { contract };

/** The contract, without references. */
export const document = dereference(contract);

export const operations = operationsOf(document);

/** The statuses that an operation declares, each with the names of its examples. */
export function responsesOf({ path, method }: Operation): ReadonlyMap<string, readonly string[]> {
  const name = methods.find((candidate) => candidate === method.toLowerCase());
  const responses = name === undefined ? {} : document.paths[path]?.[name]?.responses;
  return new Map(
    Object.entries(responses ?? {}).map(([status, { content = {} }]) => [
      status,
      Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)),
    ]),
  );
}

/** The body of every error. */
export interface ErrorBody {
  readonly error_code: string;
  readonly error_msg: string;
}

/** The contract's error body of a status. */
export function errorBody(status: number, message: string): ErrorBody {
  return { error_code: `WKS.00000${status}`, error_msg: message };
}
