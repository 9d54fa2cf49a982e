import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import type { Json } from "../../diff/document.ts";
import { classOf, type GapKind, type RuleName } from "../../diff/rules.ts";
import { diffOfSchemas, type Schemas } from "./probe.ts";

const read = async (name: string) => parse(await readFile(new URL(name, import.meta.url), "utf8"));
const pairs: readonly (readonly [GapKind, Json, Json])[] = await read("schemas.yaml");
const rewritings: readonly (readonly [Json, Json])[] = await read("rewritings.yaml");

const animal = (kind: string): Json => ({
  type: "object",
  properties: { kind: { const: kind } },
  required: ["kind"],
});
const components: Schemas = {
  Text: { type: "string", minLength: 1 },
  Cat: animal("cat"),
  Dog: animal("dog"),
  Tree: {
    type: "object",
    properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
  },
};

/** What is found between two schemas, without what only readers see. */
function found(before: Json, after: Json) {
  const changes = diffOfSchemas({ ...components, Thing: before }, { ...components, Thing: after });
  return changes.filter(({ rule }) => rule !== "documentation");
}
const inEachDirection = (rule: RuleName) =>
  (["request", "response"] as const).map((direction) => [
    direction,
    rule,
    classOf(rule, direction),
  ]);
const brief = (changes: ReturnType<typeof found>) =>
  changes.map((change) => [change.direction, change.rule, change.class]);

describe("a schema that allows less, or more", () => {
  it.each(pairs)("is reported by its kind: %s %j %j", (kind, narrow, wide) => {
    expect(brief(found(wide, narrow))).toEqual(inEachDirection(`${kind}-narrowed`));
    expect(brief(found(narrow, wide))).toEqual(inEachDirection(`${kind}-widened`));
  });

  it("is not breaking where callers get less, or may send more", () => {
    for (const [kind] of pairs) {
      if (kind.startsWith("field")) continue;
      expect(classOf(`${kind}-narrowed`, "response"), kind).toBe("non-breaking");
      expect(classOf(`${kind}-widened`, "request"), kind).toBe("non-breaking");
      expect(classOf(`${kind}-narrowed`, "request"), kind).toMatch(/^(?:breaking|warning)$/);
      expect(classOf(`${kind}-widened`, "response"), kind).toMatch(/^(?:breaking|warning)$/);
    }
  });

  it("is judged by each direction where it does both", () => {
    expect(brief(found({ type: "string" }, { type: "integer" }))).toEqual([
      ["request", "type-narrowed", "breaking"],
      ["request", "type-widened", "non-breaking"],
      ["response", "type-narrowed", "non-breaking"],
      ["response", "type-widened", "breaking"],
    ]);
    expect(brief(found({ format: "int32" }, { format: "int64" })).map(([, rule]) => rule)).toEqual(
      Array.from({ length: 2 }, () => ["other-format-narrowed", "other-format-widened"]).flat(),
    );
  });

  it("is not judged, and so breaking, where more forms of oneOf fit than one", () => {
    const forms = (maxLength: number): Json => ({
      oneOf: [
        { type: "string", maxLength },
        { type: "string", minLength: 2 },
      ],
    });
    expect(brief(found(forms(3), forms(4)))).toContainEqual([
      "request",
      "condition-narrowed",
      "breaking",
    ]);
  });

  it("is not judged where an object without a name may be in several others together", () => {
    const fields = { a: { type: "string" }, b: { type: "string" } };
    const one: Json = { type: "object", properties: fields, minProperties: 1 };
    const forms: Json = {
      type: "object",
      properties: fields,
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    };
    expect(brief(found(one, forms))[0]).toEqual(["request", "condition-narrowed", "breaking"]);
  });

  it("allows more where a pattern of names opens a closed object", () => {
    const closed = { type: "object", additionalProperties: false };
    const opened = { ...closed, patternProperties: { "^a": { type: "string" } } };
    expect(brief(found(closed, opened))).toContainEqual(["response", "others-widened", "warning"]);
  });

  it("is reported by name if it is one of several forms", () => {
    const forms = (...names: readonly string[]): Json => ({
      oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
    });
    expect(found(forms("Cat", "Dog"), forms("Dog"))[0]?.says).toBe("refused now: the form Cat");
  });
});

describe("a schema that means the same", () => {
  it.each(rewritings)("is no change: %j %j", (one, other) => {
    expect(found(one, other)).toEqual([]);
    expect(found(other, one)).toEqual([]);
  });

  it("is no change where a part becomes a component, except for the new name", () => {
    const inline = { Thing: { type: "array", items: { type: "string" } } };
    const shared = {
      Thing: { type: "array", items: { $ref: "#/components/schemas/Item" } },
      Item: { type: "string" },
    };
    expect(diffOfSchemas(inline, shared).map(({ rule }) => rule)).toContain("component-added");
    expect(diffOfSchemas(inline, shared).every(({ class: kind }) => kind !== "breaking")).toBe(
      true,
    );
  });
});

describe("a field of one direction", () => {
  const thing = (...fields: readonly (readonly [string, object])[]): Json => ({
    type: "object",
    properties: Object.fromEntries(
      fields.map(([name, field]) => [name, { type: "string", ...field }]),
    ),
    required: fields.map(([name]) => name),
    additionalProperties: false,
  });
  const rulesOf = (before: Json, after: Json, direction: string) =>
    found(before, after)
      .filter((change) => change.direction === direction)
      .map(({ rule }) => rule);

  it.each([
    ["readOnly", "request", "response"],
    ["writeOnly", "response", "request"],
  ])("is none of the other where it is %s", (keyword, without, withIt) => {
    const [plain, more] = [thing(["a", {}]), thing(["a", {}], ["b", { [keyword]: true }])];
    expect(rulesOf(plain, more, without)).toEqual([]);
    expect(rulesOf(plain, more, withIt)).toContain("field-of-closed-widened");
    const opened = thing(["a", {}], ["b", {}]);
    expect(rulesOf(opened, more, without)).toContain("field-of-closed-narrowed");
    expect(rulesOf(opened, more, withIt)).toEqual([]);
  });
});

describe("what a schema says beside the values that it allows", () => {
  it.each([
    [{}, { default: 1 }, ["default-narrowed"]],
    [{ default: 1 }, {}, ["default-widened"]],
    [{}, { default: [] }, ["default-narrowed"]],
    [{ default: [1] }, { default: [1, 2] }, ["other-default-narrowed"]],
    [{ default: 1 }, { default: 2 }, ["other-default-narrowed"]],
    [{}, { deprecated: true }, ["deprecated-narrowed"]],
    [{ deprecated: true }, {}, ["deprecated-widened"]],
    [{}, { discriminator: { propertyName: "a" } }, ["condition-narrowed", "condition-widened"]],
  ])("is compared: %j %j", (before, after, expected) => {
    const inside = (field: Json): Json => ({ allOf: [{ properties: { a: { items: field } } }] });
    const changes = found(inside(before), inside(after));
    expect(changes.map(({ rule }) => rule)).toEqual([...expected, ...expected]);
    expect(changes[0]?.place).toBe("PutThing › request body › a › (each)");
  });
});

describe("schemas that contain themselves", () => {
  const tree = (leaf: Json): Json => ({
    type: "object",
    properties: {
      leaf,
      children: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
    },
  });

  it("are compared once, and each change is reported once", () => {
    const places = found(tree({ type: "number" }), tree({ type: "integer" })).map(
      ({ place }) => place,
    );
    expect(places).toEqual(["PutThing › request body › leaf", "PutThing › 200 › leaf"]);
  });

  it("are compared with what stands beside the $ref", () => {
    const nested = (beside: object): Json => ({
      properties: { next: { $ref: "#/components/schemas/Thing", ...beside } },
    });
    expect(brief(found(nested({}), nested({ required: ["next"] })))).toContainEqual([
      "request",
      "required-narrowed",
      "breaking",
    ]);
  });

  it("are an error where they are nothing but themselves", () => {
    expect(() => found({}, { $ref: "#/components/schemas/Thing" })).toThrow("round in a circle");
  });
});
