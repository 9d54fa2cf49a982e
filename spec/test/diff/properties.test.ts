import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Change } from "../../diff/comparison.ts";
import { compareContracts } from "../../diff/contracts.ts";
import { isObject, type Json, OpenApiDocument } from "../../diff/document.ts";
import type { Direction } from "../../diff/rules.ts";
import { readContract } from "../redocly.ts";
import { jsonOf, mutated, pointersIn } from "./mutations.ts";
import { diffOfSchemas } from "./probe.ts";
import { schemas, values } from "./schemas.ts";

const contract = jsonOf(await readContract());
const document = (json: Json) => new OpenApiDocument("contract", json);
const differences = (json: Json) => compareContracts(document(contract), document(json));

/** What changed; or what is wrong where it is no contract any more, as without a `$ref`'s target. */
function changesOrFault(json: Json): readonly Change[] | string {
  try {
    return differences(json);
  } catch (error) {
    return String(error);
  }
}

/** The same document with the members of all objects in another order. */
function reversed(json: Json): Json {
  if (Array.isArray(json)) return json.map(reversed);
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([key, value]) => [key, reversed(value)] as const);
  return Object.fromEntries(entries.toReversed());
}

describe("the comparison of the contract", () => {
  it("with itself finds nothing, in whatever order it is written", () => {
    expect(differences(contract)).toEqual([]);
    expect(differences(reversed(contract))).toEqual([]);
  });

  it("sees whatever is removed or altered, anywhere in the document", () => {
    const pointers = pointersIn(contract);
    expect(pointers.length).toBeGreaterThan(500);
    const edits = fc.tuple(fc.constantFrom(...pointers), fc.constantFrom("remove", "alter"));
    fc.assert(
      fc.property(edits, ([pointer, edit]) => {
        const found = changesOrFault(mutated(contract, pointer, edit));
        expect(found, `${edit} ${pointer}`).not.toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe("the comparison of two schemas", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const isHarmless = (before: Json, after: Json, direction: Direction) =>
    diffOfSchemas(before, after)
      .filter((change) => change.direction === direction)
      .every((change) => change.class === "non-breaking" || change.class === "documentation");

  it("never calls it harmless that a value which was accepted is refused, or a new one answered", () => {
    fc.assert(
      fc.property(schemas, schemas, (before, after) => {
        const fits = ajv.compile(Object(before));
        const fitsNow = ajv.compile(Object(after));
        const refused = values.find((value) => fits(value) && !fitsNow(value));
        const added = values.find((value) => !fits(value) && fitsNow(value));
        const missed = [
          ...(refused !== undefined && isHarmless(before, after, "request") ? [refused] : []),
          ...(added !== undefined && isHarmless(before, after, "response") ? [added] : []),
        ];
        expect(missed).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("finds nothing between a schema and itself", () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        expect(diffOfSchemas(schema, structuredClone(schema))).toEqual([]);
      }),
    );
  });
});

describe("the comparison of schemas that contain themselves", () => {
  const tree = (leaf: Json): Json => ({
    type: "object",
    properties: {
      leaf,
      children: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
    },
  });

  it("ends, and says each change once", () => {
    expect(diffOfSchemas(tree({ type: "string" }), tree({ type: "integer" }))).toEqual([
      expect.objectContaining({ rule: "type-changed", place: "PutThing › request body › leaf" }),
      expect.objectContaining({ rule: "type-changed", place: "PutThing › 200 › leaf" }),
    ]);
  });
});
