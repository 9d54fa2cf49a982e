import type { Operation } from "../operations.ts";
import type { CallOfProject } from "../parts/AsCode.tsx";
import { type Problem, problemsOf } from "./check.ts";

/** The input of an operation, read as the contract has it. */
export interface Reading {
  /** Of each parameter, by name. */
  readonly parameterProblems: ReadonlyMap<string, readonly Problem[]>;
  /** Of the body, which is undefined where it is not JSON. */
  readonly bodyProblems: readonly Problem[];
  readonly body: unknown;
  /** The call, where the contract allows it. */
  readonly call: CallOfProject | undefined;
}

/** An integer as the service reads it: no blank, plus sign, exponent or leading zero. */
const integer = /^-?(?:0|[1-9]\d*)$/;

/** @param text of the body, for an operation that has one */
export function readInput(
  operation: Operation,
  given: Readonly<Record<string, string>>,
  text: string,
): Reading {
  const values: Record<string, unknown> = {};
  const parameterProblems = new Map<string, readonly Problem[]>();
  for (const { name, schema } of operation.parameters) {
    const value = given[name];
    if (value === undefined) continue;
    values[name] = schema.type === "integer" && integer.test(value) ? Number(value) : value;
    parameterProblems.set(name, problemsOf(schema, values[name]));
  }
  const { body: declared } = operation;
  const body = declared === undefined ? undefined : parse(text);
  const bodyProblems = declared === undefined ? [] : problemsOf(declared.schema, body);
  const isAllowed =
    bodyProblems.length === 0 &&
    [...parameterProblems.values()].every((problems) => problems.length === 0);
  const query = operation.parameters.flatMap(({ name, in: place }) =>
    place === "query" && name in values ? [[name, values[name]]] : [],
  );
  return {
    parameterProblems,
    bodyProblems,
    body,
    call: isAllowed
      ? // The contract, from which the type is made, allows all of it.
        ({
          operation: operation.id,
          projectId: given["project_id"],
          configId: given["config_id"],
          ...(query.length > 0 && { query: Object.fromEntries(query) }),
          ...(body !== undefined && { body }),
        } as CallOfProject)
      : undefined,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
