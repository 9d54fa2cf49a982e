import type { Json } from "../../diff/document.ts";
import type { Class, RuleName } from "../../diff/rules.ts";

/** A change of a schema, and what it is called and means where it is sent and where it is answered. */
export interface SchemaCase {
  readonly title: string;
  readonly before: Json;
  readonly after: Json;
  readonly request: readonly [RuleName, Class];
  readonly response: readonly [RuleName, Class];
}

const [B, W, N, D] = ["breaking", "warning", "non-breaking", "documentation"] as const;

const same = (
  title: string,
  before: Json,
  after: Json,
  rule: RuleName,
  request: Class,
  response: Class,
): SchemaCase => ({ title, before, after, request: [rule, request], response: [rule, response] });

/** A change that is another one backwards. */
const pair = (
  title: string,
  narrow: Json,
  wide: Json,
  [narrowed, toRequest, toResponse]: readonly [RuleName, Class, Class],
  [widened, fromRequest, fromResponse]: readonly [RuleName, Class, Class],
): readonly SchemaCase[] => [
  same(`${title}: narrower`, wide, narrow, narrowed, toRequest, toResponse),
  same(`${title}: wider`, narrow, wide, widened, fromRequest, fromResponse),
];

const bound = (title: string, narrow: Json, wide: Json) =>
  pair(title, narrow, wide, ["bound-narrowed", B, N], ["bound-widened", N, W]);
const type = (title: string, narrow: Json, wide: Json) =>
  pair(title, narrow, wide, ["type-narrowed", B, N], ["type-widened", N, B]);
const values = (title: string, narrow: Json, wide: Json) =>
  pair(title, narrow, wide, ["values-removed", B, N], ["values-added", N, W]);

const object = (properties: Json, more: object = {}): Json => ({
  type: "object",
  properties,
  ...more,
});
const closed = { additionalProperties: false };
const text = { type: "string" };
const number = { type: "integer" };

const alternatives = (keyword: string): readonly SchemaCase[] => [
  ...pair(
    `an alternative of ${keyword}`,
    { [keyword]: [{ title: "A", ...text }] },
    {
      [keyword]: [
        { title: "B", ...number },
        { title: "A", ...text },
      ],
    },
    ["alternative-removed", B, N],
    ["alternative-added", N, B],
  ),
  ...pair(
    `${keyword} at all`,
    { minimum: 1, [keyword]: [text, number] },
    { minimum: 1 },
    ["alternatives-introduced", B, N],
    ["alternatives-dropped", N, B],
  ),
  ...bound(
    `inside an alternative of ${keyword}`,
    { [keyword]: [text, { ...number, maximum: 1 }] },
    { [keyword]: [text, { ...number, maximum: 2 }] },
  ),
];

export const schemaCases: readonly SchemaCase[] = [
  ...type("null", { type: "string" }, { type: ["string", "null"] }),
  ...type("integers among numbers", { type: "integer" }, { type: "number" }),
  ...type("a type at all", { type: "string", maxLength: 3 }, { maxLength: 3 }),
  same("text becomes a number", text, number, "type-changed", B, B),

  ...values("a value of an enum", { enum: ["a", "b"] }, { enum: ["a", "b", "c"] }),
  ...values("a const and an enum", { const: "a" }, { enum: ["a", "b"] }),
  ...values("an enum at all", { type: "string", enum: ["a"] }, text),
  same("a const replaced", { const: "a" }, { const: "b" }, "values-replaced", B, B),
  same("an enum as a const", { enum: ["a"] }, { const: "a" }, "documentation", D, D),

  ...bound("minimum", { minimum: 2 }, { minimum: 1 }),
  ...bound("maximum", { maximum: 1 }, { maximum: 2 }),
  ...bound("a maximum at all", { type: "integer", maximum: 1 }, { type: "integer" }),
  ...bound("exclusiveMinimum", { exclusiveMinimum: 2 }, { minimum: 2 }),
  ...bound("exclusiveMaximum", { exclusiveMaximum: 2 }, { exclusiveMaximum: 3 }),
  ...bound("minLength", { ...text, minLength: 1 }, text),
  ...bound("maxLength", { maxLength: 1 }, { maxLength: 2 }),
  ...bound("minItems", { minItems: 2 }, { minItems: 1 }),
  ...bound("maxItems", { maxItems: 1 }, { maxItems: 2 }),
  ...bound("minProperties", { minProperties: 2 }, { minProperties: 1 }),
  ...bound("maxProperties", { maxProperties: 1 }, { maxProperties: 2 }),
  ...bound("multipleOf", { multipleOf: 4 }, { multipleOf: 2 }),
  same("no minLength as 0", text, { ...text, minLength: 0 }, "documentation", D, D),
  same("other multiples", { multipleOf: 2 }, { multipleOf: 3 }, "keyword-changed", B, B),

  ...pair(
    "pattern",
    { ...text, pattern: "a" },
    text,
    ["pattern-added", B, N],
    ["pattern-removed", N, W],
  ),
  same("another pattern", { pattern: "a" }, { pattern: "b" }, "pattern-changed", B, W),
  ...pair(
    "format",
    { ...text, format: "date" },
    text,
    ["format-added", W, N],
    ["format-removed", N, W],
  ),
  same("another format", { format: "int32" }, { format: "int64" }, "format-changed", B, B),
  ...pair(
    "uniqueItems",
    { type: "array", uniqueItems: true },
    { type: "array" },
    ["uniqueness-added", B, N],
    ["uniqueness-removed", N, W],
  ),
  same("a default", text, { ...text, default: "a" }, "default-added", W, N),
  same("no default", { ...text, default: "a" }, text, "default-removed", W, N),
  same("another default", { default: 1 }, { default: 2 }, "default-changed", B, N),
  same("readOnly", text, { ...text, readOnly: true }, "access-changed", W, W),
  same("no writeOnly", { ...text, writeOnly: true }, text, "access-changed", W, W),
  same("deprecated", text, { ...text, deprecated: true }, "deprecated", N, N),
  same("no longer so", { ...text, deprecated: true }, text, "deprecation-withdrawn", D, D),
  same("writeOnly said to be off", text, { ...text, writeOnly: false }, "documentation", D, D),
  same("a description", text, { ...text, description: "A." }, "documentation", D, D),
  same("an extension", text, { ...text, "x-order": 1 }, "documentation", D, D),
  same("a keyword without a rule", text, { ...text, not: { const: 1 } }, "keyword-changed", B, B),
  same(
    "a discriminator",
    { oneOf: [text] },
    { oneOf: [text], discriminator: { propertyName: "a" } },
    "keyword-changed",
    B,
    B,
  ),

  ...pair(
    "everything and nothing",
    false,
    true,
    ["schema-narrowed", B, N],
    ["schema-widened", N, B],
  ),
  ...pair(
    "items",
    { type: "array", items: text },
    { type: "array" },
    ["schema-narrowed", B, N],
    ["schema-widened", N, B],
  ),
  ...bound("items deep inside", { items: { maximum: 1 } }, { items: { maximum: 2 } }),

  ...pair(
    "a required field",
    object({ a: text }, { required: ["a"] }),
    object({ a: text }),
    ["field-made-required", B, N],
    ["field-made-optional", N, B],
  ),
  {
    title: "a required field is added",
    before: object({}, closed),
    after: object({ a: text }, { ...closed, required: ["a"] }),
    request: ["required-field-added", B],
    response: ["field-added-to-closed-object", W],
  },
  same(
    "an optional field is added to a closed object",
    object({}, closed),
    object({ a: text }, closed),
    "field-added-to-closed-object",
    N,
    W,
  ),
  same(
    "an optional field is added to an open object",
    object({}),
    object({ a: text }),
    "field-added-to-open-object",
    W,
    N,
  ),
  same(
    "a field of a closed object is removed",
    object({ a: text }, closed),
    object({}, closed),
    "field-removed",
    B,
    B,
  ),
  {
    title: "a field of an open object is removed",
    before: object({ a: {} }),
    after: object({}),
    request: ["field-no-longer-read", W],
    response: ["field-removed", B],
  },
  {
    title: "a field of an answer is no longer answered",
    before: object({ a: text }, { required: ["a"] }),
    after: object({ a: { ...text, writeOnly: true } }, { required: ["a"] }),
    request: ["access-changed", W],
    response: ["field-removed", B],
  },
  ...pair(
    "other fields",
    object({}, closed),
    object({}),
    ["other-fields-refused", B, N],
    ["other-fields-allowed", N, W],
  ),
  ...type(
    "the type of other fields",
    object({}, { additionalProperties: { type: "string" } }),
    object({}, { additionalProperties: { type: ["string", "null"] } }),
  ),
  ...bound(
    "a field deep inside",
    object({ a: object({ b: { maxLength: 1 } }) }),
    object({ a: object({ b: { maxLength: 2 } }) }),
  ),

  ...alternatives("oneOf"),
  ...alternatives("anyOf"),
  ...pair(
    "a condition of allOf",
    { allOf: [{ title: "A" }, { title: "B", minimum: 1 }] },
    { allOf: [{ title: "A" }] },
    ["condition-added", B, N],
    ["condition-removed", N, B],
  ),
  ...pair(
    "allOf at all",
    { minimum: 1, allOf: [{ maximum: 3 }] },
    { minimum: 1 },
    ["condition-added", B, N],
    ["condition-removed", N, B],
  ),
];
