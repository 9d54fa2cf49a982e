import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import fc from "fast-check";

import type { Schema } from "../../src/contract/document.ts";

/** What a schema may say without a consequence for the values that it allows. */
const annotations = new Set(["description", "examples", "default"]);
const formats = ["int32"];

const keywords: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength", "enum"],
  integer: ["minimum", "maximum", "format"],
  boolean: [],
  array: ["items", "maxItems"],
  object: ["properties", "required", "additionalProperties", "minProperties"],
};

/** The bounds that a schema must have to be tried; the style guide requires the same. */
const bounds: Readonly<Record<string, readonly string[]>> = {
  string: ["maxLength"],
  integer: ["minimum", "maximum"],
  array: ["maxItems"],
};

/** A schema whose every keyword is known here; of each type only its own keywords count. */
export interface Known {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  readonly minLength: number;
  readonly maxLength: number;
  readonly enum?: readonly string[];
  readonly minimum: number;
  readonly maximum: number;
  readonly items: Schema;
  readonly maxItems: number;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly additionalProperties?: boolean;
  readonly minProperties: number;
}

const absent = { minLength: 0, properties: {}, required: [], minProperties: 0 };

/** The one pattern that values are made for, by {@link text}. */
const textPattern = contract.components.schemas.UserInfo.properties.user_name.pattern;

/**
 * Reads a schema.
 *
 * @throws where it has a keyword that is not known here, or lacks a bound, so that no part of the
 * contract goes untested in silence
 */
export function known(schema: Schema): Known {
  const type = String(schema["type"]);
  const strangers = Object.keys(schema).filter(
    (key) =>
      key !== "type" &&
      !annotations.has(key) &&
      !keywords[type]?.includes(key) &&
      !(key === "pattern" && schema[key] === textPattern),
  );
  const { format = formats[0] } = schema;
  if (!(type in keywords) || strangers.length > 0 || !formats.includes(String(format))) {
    throw new Error(
      `no values are made for ${type} with ${strangers.join(", ")} ${String(format)}`,
    );
  }
  const missing = bounds[type]?.filter((key) => !("enum" in schema) && !(key in schema)) ?? [];
  if (missing.length > 0) {
    throw new Error(`no values are made for ${type} without ${missing.join(", ")}`);
  }
  return { ...absent, ...schema } as unknown as Known;
}

/** Texts that have broken one program or another. */
const notorious = [
  "__proto__",
  "constructor",
  "null",
  "undefined",
  "..",
  ".",
  "%2F",
  "%00",
  "a/b",
  "a?b#c",
  "a&b=c",
  "+",
  "' OR 1=1 --",
  "ﷺ",
  "é",
  "e\u0301",
  "\u202Etxt",
  "\uFEFF",
  "\r\nX-Injected: 1",
  "\u{10FFFF}",
  "💥",
];

/** Any character but NUL. fast-check's own such unit takes a second to be made. */
export const character = fc
  .integer({ min: 1, max: 0x10_ffff - 0x800 })
  .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

/** Text of a number of characters (code points), of any script, control characters included. */
export function text(min: number, max: number): fc.Arbitrary<string> {
  const any = { unit: character, size: "max" as const };
  return fc
    .oneof(
      fc.string({ unit: character, minLength: min, maxLength: Math.min(max, min + 12) }),
      fc.constantFrom(...notorious),
      fc.string({ ...any, minLength: max, maxLength: max }),
      fc.string({ ...any, minLength: min, maxLength: min }),
    )
    .filter((value) => [...value].length >= min && [...value].length <= max);
}

/** Values that a schema allows, its bounds among them. */
export function validValue(schema: Schema): fc.Arbitrary<unknown> {
  const rule = known(schema);
  switch (rule.type) {
    case "string":
      return rule.enum === undefined
        ? text(rule.minLength, rule.maxLength)
        : fc.constantFrom(...rule.enum);
    case "integer": {
      const { minimum: min, maximum: max } = rule;
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
    }
    case "boolean":
      return fc.boolean();
    case "array": {
      const item = validValue(rule.items);
      return fc.oneof(
        { weight: 30, arbitrary: fc.array(item, { maxLength: 5 }) },
        {
          weight: 1,
          arbitrary: item.map((one) => Array.from({ length: rule.maxItems }, () => one)),
        },
      );
    }
    case "object": {
      const properties = Object.entries(rule.properties);
      const model = properties.map(([name, property]) => [name, validValue(property)] as const);
      return fc
        .record(Object.fromEntries(model), {
          requiredKeys: [...rule.required],
          noNullPrototype: true,
        })
        .filter((value) => Object.keys(value).length >= rule.minProperties);
    }
  }
}
