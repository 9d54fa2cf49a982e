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

/** A schema whose every keyword is known here, in the words of TypeScript. */
export type Known =
  | { type: "string"; min: number; max: number; allowed: undefined }
  | { type: "string"; allowed: readonly string[] }
  | { type: "integer"; min: number; max: number }
  | { type: "boolean" }
  | { type: "array"; items: Schema; max: number }
  | {
      type: "object";
      properties: Readonly<Record<string, Schema>>;
      required: readonly string[];
      isClosed: boolean;
      min: number;
    };

/** The one pattern that values are made for, by {@link text}. */
const textPattern = contract.components.schemas.UserInfo.properties.user_name.pattern;

/** What a schema must say for its bounds to be tried; the style guide wants the same. */
const bounds: Readonly<Record<string, readonly string[]>> = {
  string: ["maxLength"],
  integer: ["minimum", "maximum"],
  array: ["maxItems"],
};

/**
 * Reads a schema.
 *
 * @throws where it has a keyword that is not known here, or lacks a bound, so that no part of the
 * contract goes untested in silence
 */
export function known(schema: Schema): Known {
  const type = String(schema["type"]);
  const allowed = keywords[type];
  const strangers = Object.keys(schema).filter(
    (key) =>
      key !== "type" &&
      !annotations.has(key) &&
      !allowed?.includes(key) &&
      !(key === "pattern" && schema[key] === textPattern),
  );
  const { format = formats[0] } = schema;
  if (allowed === undefined || strangers.length > 0 || !formats.includes(String(format))) {
    throw new Error(
      `no values are made for ${type} with ${strangers.join(", ")} ${String(format)}`,
    );
  }
  const isListed = schema["enum"] !== undefined;
  const unbounded = bounds[type]?.filter((key) => !isListed && schema[key] === undefined) ?? [];
  if (unbounded.length > 0) {
    throw new Error(`no values are made for ${type} without ${unbounded.join(", ")}`);
  }
  const number = (key: string) => Number(schema[key] ?? 0);
  switch (type) {
    case "string":
      return isListed
        ? { type, allowed: schema["enum"] as readonly string[] }
        : { type, min: number("minLength"), max: number("maxLength"), allowed: undefined };
    case "integer":
      return { type, min: number("minimum"), max: number("maximum") };
    case "array":
      return { type, items: schema["items"] as Schema, max: number("maxItems") };
    case "object":
      return {
        type,
        properties: (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>,
        required: (schema["required"] ?? []) as readonly string[],
        isClosed: schema["additionalProperties"] === false,
        min: number("minProperties"),
      };
    default:
      return { type: "boolean" };
  }
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

/** Text of so many characters (code points), of any script, control characters included, but NUL. */
export function text(min: number, max: number): fc.Arbitrary<string> {
  const any = { unit: "binary" as const, size: "max" as const };
  return fc
    .oneof(
      fc.string({ unit: "binary", minLength: min, maxLength: Math.min(max, min + 12) }),
      fc.constantFrom(...notorious),
      fc.string({ ...any, minLength: max, maxLength: max }),
      fc.string({ ...any, minLength: min, maxLength: min }),
    )
    .map((value) => value.replaceAll("\0", "x"))
    .filter((value) => [...value].length >= min && [...value].length <= max);
}

/** Values that a schema allows, its bounds among them. */
export function validValue(schema: Schema): fc.Arbitrary<unknown> {
  const rule = known(schema);
  switch (rule.type) {
    case "string":
      return rule.allowed === undefined
        ? text(rule.min, rule.max)
        : fc.constantFrom(...rule.allowed);
    case "integer":
      return fc.oneof(fc.integer(rule), fc.constantFrom(rule.min, rule.max));
    case "boolean":
      return fc.boolean();
    case "array": {
      const item = validValue(rule.items);
      return fc.oneof(
        { weight: 30, arbitrary: fc.array(item, { maxLength: 5 }) },
        { weight: 1, arbitrary: item.map((one) => Array.from({ length: rule.max }, () => one)) },
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
        .filter((value) => Object.keys(value).length >= rule.min);
    }
  }
}
