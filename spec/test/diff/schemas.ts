import fc from "fast-check";

import type { Json } from "../../diff/document.ts";

/** Values of all types, close to the bounds that the schemas below have. */
export const values: readonly Json[] = JSON.parse(`[
  null, true, false, 0, 1, 2, 3, 4, 5, 6, 0.5, -1, "", "a", "b", "ab", "abc", "abcd",
  [], ["a"], ["a", "a"], [1, 2], [1, "a", null],
  {}, { "a": 1 }, { "a": "a" }, { "b": 1 }, { "a": 1, "b": "b" }, { "a": "a", "b": "b" }, { "c": 1 },
  { "a": {} }, { "a": { "a": 1 } }, { "a": null, "b": null, "c": null }, { "a": [1], "c": "c" }
]`);

const small = fc.integer({ min: 0, max: 4 });
const types = ["string", "integer", "number", "object", "array", "null", "boolean"];

const { schema } = fc.letrec<{ schema: Json; keyword: Json }>((tie) => {
  const list = fc.array(tie("schema"), { minLength: 1, maxLength: 2 });
  const keywords: Readonly<Record<string, fc.Arbitrary<Json>>> = {
    type: fc.subarray(types, { minLength: 1 }),
    enum: fc.subarray<Json>(["a", "b", 1, 2, null], { minLength: 1 }),
    const: fc.constantFrom<Json>("a", 1, 2),
    minimum: small,
    exclusiveMinimum: small,
    maximum: small,
    exclusiveMaximum: small,
    multipleOf: fc.integer({ min: 1, max: 4 }),
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom("a", "^b", "c$"),
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
    items: tie("schema"),
    minProperties: small,
    maxProperties: small,
    required: fc.subarray(["a", "b", "c"]),
    properties: fc.dictionary(fc.constantFrom("a", "b"), tie("schema"), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
    oneOf: list,
    anyOf: list,
    allOf: list,
    not: tie("schema"),
  };
  const keyword = fc.oneof(
    ...Object.entries(keywords).map(([name, value]) => value.map((json) => ({ [name]: json }))),
  );
  return {
    keyword,
    schema: fc
      .array(keyword, { minLength: 1, maxLength: 3, depthIdentifier: "schema" })
      .map((parts): Json => Object.assign({}, ...parts)),
  };
});

/** Schemas of a keyword or three, inside each other at times. */
export const schemas: fc.Arbitrary<Json> = schema;
