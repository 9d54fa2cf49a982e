import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import {
  dereference,
  describeProblem as describeRefusal,
  InvalidRequestError,
  operationsOf,
  type Problem as Refusal,
  type Schema,
  validator,
} from "@hotspot-session/spec/validation";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { describeProblem, problemsOf } from "../src/explorer/check.ts";
import { operations } from "../src/operations.ts";

/** What the service finds wrong, as it says it. */
function refusals(validate: (value: unknown) => void, value: unknown): readonly string[] {
  try {
    validate(structuredClone(value));
    return [];
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    return error.problems.map((refusal: Refusal) => describeRefusal(refusal));
  }
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.constantFrom("", "a".repeat(129), "🙂".repeat(128), "\0", "\ud800", "ADD"),
);
const leaf = fc.oneof(
  text,
  fc.integer({ min: -2, max: 103 }),
  fc.boolean(),
  fc.constantFrom(1.5, null),
);
const property = fc.constantFrom(
  "user_id",
  "user_name",
  "other",
  "update_type",
  "non_migrate_users",
  "hotspot_session_migration_enable",
  "hotspot_exit_session_num",
);
const entries = fc.array(fc.oneof(fc.dictionary(property, leaf, { maxKeys: 3 }), leaf), {
  maxLength: 3,
});
const body = fc.oneof(
  leaf,
  entries,
  fc.dictionary(property, fc.oneof(leaf, entries), { maxKeys: 5 }),
);

const known = operationsOf(dereference(contract));

it("the console has every operation and every parameter of the contract", () => {
  const namesIn = (schema: Schema) => Object.keys(schema["properties"] ?? {});
  const shown = operations.map(({ id, method, path, parameters }) => {
    const namesOf = (place: string) =>
      parameters.filter((one) => one.in === place).map(({ name }) => name);
    return [id, { method, path, inPath: namesOf("path"), inQuery: namesOf("query") }];
  });
  const inContract = known.map(({ id, method, path, pathParameters, query }) => [
    id,
    { method, path, inPath: namesIn(pathParameters), inQuery: namesIn(query) },
  ]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(inContract));
});

describe("what the console finds wrong with a body", () => {
  const withBody = operations.flatMap(({ id, body: declared }) => {
    const schema = known.find((one) => one.id === id)?.body;
    return declared === undefined || schema === undefined ? [] : [{ id, declared, schema }];
  });

  it.each(withBody)("is what the service refuses, in its words: $id", ({ declared, schema }) => {
    const validate = validator(schema, "body", { allErrors: true });
    fc.assert(
      fc.property(body, (value) => {
        const found = problemsOf(declared.schema, value).map((one) => describeProblem(one, "body"));
        expect(found.toSorted()).toEqual(refusals(validate, value).toSorted());
      }),
      { numRuns: 500 },
    );
    const tooMany = { non_migrate_users: Array.from({ length: 1001 }, () => ({ user_id: "a" })) };
    const found = problemsOf(declared.schema, tooMany).map((one) => describeProblem(one, "body"));
    expect(found.toSorted()).toEqual(refusals(validate, tooMany).toSorted());
  });
});
