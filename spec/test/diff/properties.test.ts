import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isObject, type Json } from "../../diff/document.ts";
import type { Direction } from "../../diff/rules.ts";
import { apply, at, pointersIn } from "../patch.ts";
import { readContract } from "../redocly.ts";
import { schemas, values } from "./arbitrary.ts";
import { diff, diffOfSchemas, type Schemas } from "./probe.ts";

const contract: Json = JSON.parse(JSON.stringify(await readContract()));

/** The same document with the members of all objects in another order. */
function reversed(json: Json): Json {
  if (Array.isArray(json)) return json.map(reversed);
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([key, value]) => [key, reversed(value)] as const);
  return Object.fromEntries(entries.toReversed());
}

/** A copy of the contract without this part, or with another in its place. */
function mutated(path: string, edit: string): Json {
  const copy: Json = structuredClone(contract);
  const value = at(contract, path);
  const other =
    typeof value === "boolean"
      ? !value
      : typeof value === "number"
        ? value + 1
        : `${String(value)}x`;
  apply(edit === "remove" ? { op: "remove", path } : { op: "replace", path, value: other }, copy);
  return copy;
}

describe("the comparison of the contract", () => {
  it("with itself finds nothing, in any order of members", () => {
    expect(diff(contract, contract)).toEqual([]);
    expect(diff(contract, reversed(contract))).toEqual([]);
  });

  it("finds every part that is removed or altered", () => {
    const pointers = pointersIn(contract);
    const edits = fc.tuple(fc.constantFrom(...pointers), fc.constantFrom("remove", "alter"));
    fc.assert(
      fc.property(edits, ([pointer, edit]) => {
        const changed = mutated(pointer, edit);
        let found: unknown;
        try {
          found = diff(contract, changed);
        } catch (error) {
          // A reference that leads nowhere, or a document that is no longer OpenAPI.
          found = String(error);
        }
        expect(found, `${edit} ${pointer}`).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** Whether nothing that is found breaks callers or may do so. */
function isHarmless(before: Schemas, after: Schemas, direction: Direction): boolean {
  return diffOfSchemas(before, after)
    .filter((change) => change.direction === direction)
    .every((change) => change.class === "non-breaking");
}

describe("the comparison of two schemas", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });

  /** `undefined` where Ajv itself fails, as on some combinations of oneOf and patternProperties. */
  function valuesOf(all: Schemas): ReadonlySet<Json> | undefined {
    const fits = ajv.compile({ components: { schemas: all }, $ref: "#/components/schemas/Thing" });
    try {
      return new Set(values.filter((value) => fits(value)));
    } catch {
      return undefined;
    }
  }

  it("never calls it harmless that a value which was accepted is refused, or a new one answered", () => {
    const pairs = fc.tuple(schemas, schemas, fc.constantFrom("Thing", "Part", "Leaf", "all"));
    fc.assert(
      fc.property(pairs, ([before, other, changed]) => {
        const after = changed === "all" ? other : { ...before, [changed]: other[changed] ?? true };
        const [fits, fitsNow] = [valuesOf(before), valuesOf(after)];
        if (fits === undefined || fitsNow === undefined) return;
        const isRefused = [...fits].some((value) => !fitsNow.has(value));
        const isAdded = [...fitsNow].some((value) => !fits.has(value));
        const missed = [
          ...(isRefused && isHarmless(before, after, "request") ? ["refused"] : []),
          ...(isAdded && isHarmless(before, after, "response") ? ["added"] : []),
        ];
        expect(missed).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("finds nothing between a schema and itself", () => {
    fc.assert(
      fc.property(schemas, (all) => {
        expect(diffOfSchemas(all, structuredClone(all))).toEqual([]);
      }),
    );
  });
});
