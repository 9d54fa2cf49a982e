import fc from "fast-check";

import type { Json } from "../../diff/document.ts";
import type { Schemas } from "./probe.ts";

/** Values of all types, close to the bounds that the schemas below have. */
export const values: readonly Json[] = JSON.parse(`[
  null, true, false, 0, 1, 2, 3, 4, 5, 6, 0.5, 1.5, -1, "", "a", "b", "ab", "abc", "abcd",
  [], ["a"], ["a", "a"], [1, 2], [1, "a", null], [[]], [{}], [[[1]]], [1, 2, 3, 4],
  {}, { "a": 1 }, { "a": "a" }, { "b": 1 }, { "a": 1, "b": "b" }, { "a": "a", "b": "b" }, { "c": 1 },
  { "a": {} }, { "a": { "a": 1 } }, { "a": null, "b": null, "c": null }, { "a": [1], "c": "c" },
  { "a": { "a": { "a": "a" } } }, { "b": { "a": [] } }, { "a": 2, "c": null }, { "b": ["a"] }
]`);

const small = fc.integer({ min: 0, max: 4 });
const types = ["string", "integer", "number", "object", "array", "null", "boolean"];
const names = ["Thing", "Part", "Leaf"] as const;
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A schema that may be any of these others itself, and contain any. */
function schemaThatMayBe(others: readonly string[]): fc.Arbitrary<Json> {
  const { schema } = fc.letrec<{ schema: Json; inner: Json; keyword: Json }>((tie) => {
    const list = fc.array(tie("schema"), { minLength: 1, maxLength: 2 });
    const keywords: Readonly<Record<string, fc.Arbitrary<Json>>> = {
      type: fc.oneof(fc.constantFrom(...types), fc.subarray(types, { minLength: 1 })),
      enum: fc.subarray<Json>(["a", "b", 1, 2, null, true], { minLength: 1 }),
      const: fc.constantFrom<Json>("a", 1, 2, {}),
      minimum: small,
      exclusiveMinimum: small,
      maximum: small,
      exclusiveMaximum: small,
      multipleOf: fc.constantFrom(0.5, 1, 2, 3, 4),
      minLength: small,
      maxLength: small,
      pattern: fc.constantFrom("a", "^b", "c$"),
      minItems: small,
      maxItems: small,
      uniqueItems: fc.boolean(),
      items: tie("inner"),
      prefixItems: list,
      contains: tie("schema"),
      minContains: small,
      minProperties: small,
      maxProperties: small,
      required: fc.subarray(["a", "b", "c"]),
      properties: fc.dictionary(fc.constantFrom("a", "b"), tie("inner"), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      patternProperties: tie("inner").map((inner) => ({ "^[ab]": inner })),
      additionalProperties: fc.oneof(fc.boolean(), tie("inner")),
      oneOf: list,
      anyOf: fc.oneof(
        list,
        tie("schema").map((one) => [one, { type: "null" }]),
      ),
      allOf: list,
      not: tie("schema"),
      if: tie("schema"),
      else: tie("schema"),
      ...(others.length > 0 && {
        $ref: fc.constantFrom(...others.map((name) => refTo(name).$ref)),
      }),
    };
    const keyword = fc.oneof(
      ...Object.entries(keywords).map(([name, value]) => value.map((json) => ({ [name]: json }))),
    );
    return {
      keyword,
      inner: fc.oneof(
        { weight: 4, arbitrary: tie("schema") },
        { weight: 1, arbitrary: fc.constantFrom(...names).map(refTo) },
      ),
      schema: fc
        .array(keyword, { minLength: 1, maxLength: 3, depthIdentifier: "schema" })
        .map((parts): Json => Object.assign({}, ...parts)),
    };
  });
  return schema;
}

/** Three schemas of a few keywords that refer to each other, in circles too; `Thing` is the one in use. */
export const schemas: fc.Arbitrary<Schemas> = fc.record(
  {
    Thing: schemaThatMayBe(["Part", "Leaf"]),
    Part: schemaThatMayBe(["Leaf"]),
    Leaf: schemaThatMayBe([]),
  },
  { noNullPrototype: true },
);
