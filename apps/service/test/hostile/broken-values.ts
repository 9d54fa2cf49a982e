import fc from "fast-check";

import type { Schema } from "../../src/contract/document.ts";
import { character, known, validValue } from "./valid-values.ts";

const scalars = [null, true, 0, 1.5, "x", "0"];
const others: readonly unknown[] = [...scalars, [], {}, [[]], { a: {} }];

const isOf: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/** Property names that a careless program would take for its own. */
const strangeNames = ["__proto__", "constructor", "prototype", "toString", "", "user_id ", "id"];

/** Texts that are like those of a list, and none of them. */
export function notListed(allowed: readonly string[]): readonly string[] {
  const near = allowed.flatMap((one) => [
    `${one}x`,
    `${one} `,
    one.slice(0, -1),
    one.toLowerCase(),
    one.toUpperCase(),
  ]);
  return [...new Set(["", "REPLACE", ...near])].filter((text) => !allowed.includes(text));
}

/** Values that break a schema in one place, anywhere in it. */
export function brokenValue(schema: Schema): fc.Arbitrary<unknown> {
  const rule = known(schema);
  const ofOtherType = fc.constantFrom(...others.filter((value) => !isOf[rule.type]?.(value)));
  switch (rule.type) {
    case "string": {
      if (rule.enum !== undefined) {
        return fc.oneof(ofOtherType, fc.constantFrom(...notListed(rule.enum)));
      }
      const tooLong = fc
        .constantFrom("x", "é", "💥")
        .map((unit) => unit.repeat(rule.maxLength + 1));
      const { minLength: min } = rule;
      const tooShort = min > 0 ? [fc.constant("x".repeat(min - 1))] : [];
      const unkeepable = fc.constantFrom("\0", "a\0b", "\uD83D", "\uDCA5", "a\uDC00\uD800b");
      return fc.oneof(ofOtherType, tooLong, unkeepable, ...tooShort);
    }
    case "integer": {
      const { minimum: min, maximum: max } = rule;
      const numbers = [min - 1, max + 1, min + 0.5, 2 ** 53 + 2, -(2 ** 63), 1e300];
      return fc.oneof(ofOtherType, fc.constantFrom(...numbers), fc.integer({ min: max + 1 }));
    }
    case "boolean":
      return ofOtherType;
    case "array": {
      const tooMany = validValue(rule.items).map((one) =>
        Array.from({ length: rule.maxItems + 1 }, () => one),
      );
      const oneBroken = fc
        .tuple(validValue(schema), brokenValue(rule.items), fc.nat())
        .map(([items, broken, at]) => replaceOne(items as readonly unknown[], broken, at));
      return fc.oneof(
        { weight: 3, arbitrary: ofOtherType },
        { weight: 1, arbitrary: tooMany },
        { weight: 9, arbitrary: oneBroken },
      );
    }
    case "object":
      return fc.oneof(ofOtherType, ...brokenObjects(schema));
  }
}

function brokenObjects(schema: Schema): fc.Arbitrary<unknown>[] {
  const rule = known(schema);
  const valid = validValue(schema).map((value) => value as object);
  const ways: fc.Arbitrary<unknown>[] = Object.entries(rule.properties).map(([name, property]) =>
    fc
      .tuple(valid, brokenValue(property))
      .map(([value, broken]) => withProperty(value, name, broken)),
  );
  for (const missing of rule.required) {
    ways.push(
      valid.map((value) =>
        Object.fromEntries(Object.entries(value).filter(([name]) => name !== missing)),
      ),
    );
  }
  if (rule.minProperties > 0) ways.push(fc.constant({}));
  if (rule.additionalProperties === false) {
    const name = fc
      .oneof(fc.constantFrom(...strangeNames), fc.string({ unit: character, maxLength: 200 }))
      .filter((candidate) => !Object.hasOwn(rule.properties, candidate));
    ways.push(fc.tuple(valid, name).map(([value, stranger]) => withProperty(value, stranger, 1)));
  }
  return ways;
}

function replaceOne(items: readonly unknown[], broken: unknown, at: number): unknown[] {
  return items.length === 0 ? [broken] : items.with(at % items.length, broken);
}

/** Unlike an assignment, it makes a property of its own of `__proto__`. */
function withProperty(value: object, name: string, property: unknown): object {
  return Object.fromEntries([...Object.entries(value), [name, property]]);
}
