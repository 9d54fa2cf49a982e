import { isObject, type Json, Node, type OpenApiDocument } from "../document.ts";
import type { Direction } from "../rules.ts";
import { canonical, isAnnotation } from "./canonical.ts";
import type { Condition } from "./conditions.ts";
import {
  allOf,
  intersect,
  isListed,
  normalized,
  type Schema,
  type Shape,
  type Type,
  typeOf,
  types,
} from "./shape.ts";

const everything: readonly Shape[] = types.map(allOf);

/** How deep alternatives are looked into to see that no value fits two of them. */
const depthOfAlternatives = 3;

/**
 * What a schema means to those who send or read values of it: all of them, as a union of sets. Where
 * its keywords stand (in it, in `allOf`, behind a `$ref`, in `anyOf` with `null`) makes no difference.
 */
export function meaningOf(schema: Schema, direction: Direction, depth = 0): readonly Shape[] {
  const [first] = schema;
  if (first === undefined) return everything;
  const known = meanings.get(first.document) ?? new Map<string, readonly Shape[]>();
  meanings.set(first.document, known);
  const key = [direction, depth, ...schema.map(({ pointer }) => pointer)].join(" ");
  const found =
    known.get(key) ??
    schema
      .reduce((all, node) => intersect(all, shapesOf(node, direction, depth, [])), everything)
      .flatMap((shape) => normalized(shape) ?? []);
  known.set(key, found);
  return found;
}

/** What was computed already: most schemas are in use in many places. */
const meanings = new WeakMap<OpenApiDocument, Map<string, readonly Shape[]>>();

/** A schema and all that it requires by `$ref` and `allOf`. */
export function conjuncts(schema: Schema): Schema {
  const found = new Map<string, Node>();
  const visit = (node: Node): void => {
    if (found.has(node.pointer)) return;
    found.set(node.pointer, node);
    const target = node.target();
    for (const one of [...(target ? [target] : []), ...branchesOf(node, "allOf")]) visit(one);
  };
  schema.forEach(visit);
  return [...found.values()];
}

export function branchesOf(node: Node, keyword: string): Schema {
  return node.member(keyword)?.entries.map(([, branch]) => branch) ?? [];
}

function shapesOf(
  node: Node,
  direction: Direction,
  depth: number,
  around: readonly string[],
): readonly Shape[] {
  if (node.value === true) return everything;
  if (node.value === false) return [];
  if (!isObject(node.value)) throw node.error("a schema must be an object or a boolean");
  if (around.includes(node.pointer)) throw node.error("the reference leads round in a circle");
  const inside = (one: Node) => shapesOf(one, direction, depth, [...around, node.pointer]);
  let shapes: readonly Shape[] = typesOf(node).map((type) => shapeOf(type, node, direction));
  const target = node.target();
  if (target !== undefined) shapes = intersect(shapes, inside(target));
  for (const branch of branchesOf(node, "allOf")) shapes = intersect(shapes, inside(branch));
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = branchesOf(node, keyword);
    if (branches.length === 0) continue;
    const alternatives = branches.map((branch) =>
      inside(branch).map((shape) => named(shape, branch)),
    );
    shapes = intersect(shapes, mergeValues(alternatives.flat()));
    const isUnion = keyword === "anyOf" || node.member("discriminator") !== undefined;
    if (!isUnion && !areDisjoint(alternatives, direction, depth)) {
      shapes = shapes.map((shape) => withConditions(shape, node, [keyword]));
    }
  }
  return shapes;
}

/** An alternative, which is called by its title or by the component that it is. */
function named(shape: Shape, { value }: Node): Shape {
  const { title, $ref } = isObject(value) ? value : {};
  const name = title ?? (typeof $ref === "string" ? $ref.split("/").at(-1) : undefined);
  return typeof name === "string" && shape.name === undefined ? { ...shape, name } : shape;
}

function typesOf(node: Node): readonly Type[] {
  const names = new Set<Json>([node.get("type") ?? types].flat());
  return types.filter((type) => names.has(type) || (type === "number" && names.has("integer")));
}

/** The keywords that are not conditions: they say which shapes there are, or what is in them. */
const structural =
  /^(?:\$ref|type|enum|const|allOf|anyOf|oneOf|items|required|properties|additionalProperties)$/;

/** The conditions of one type alone; all others concern values of any type. */
const ofType: Readonly<Partial<Record<Type, string>>> = {
  number: "format integer minimum maximum exclusiveMinimum exclusiveMaximum multipleOf",
  string: "format pattern minLength maxLength",
  array:
    "minItems maxItems uniqueItems prefixItems contains minContains maxContains unevaluatedItems",
  object:
    "minProperties maxProperties patternProperties propertyNames dependentRequired dependentSchemas unevaluatedProperties",
};

function concerns(keyword: string, type: Type): boolean {
  const isIn = (one: Type) => ofType[one]?.split(" ").includes(keyword) === true;
  return isIn(type) || !types.some(isIn);
}

const contains = ["contains", "minContains", "maxContains"];

/** The keywords on which the effect of a condition depends. */
const dependencies: Readonly<Record<string, readonly string[]>> = {
  prefixItems: ["prefixItems", "items"],
  patternProperties: ["patternProperties", "properties", "additionalProperties"],
  contains,
  minContains: contains,
  maxContains: contains,
};

function shapeOf(type: Type, node: Node, direction: Direction): Shape {
  const all = allOf(type);
  const lists = ["enum", "const"].flatMap((keyword) => {
    const list = node.get(keyword);
    if (list === undefined) return [];
    const values = keyword === "const" ? [list] : Array.isArray(list) ? list : [];
    return [{ ...all, values: values.filter((value: Json) => typeOf(value) === type) }];
  });
  const own: Shape = {
    ...all,
    ...(type === "object" && fieldsOf(node, direction)),
    items: asSchema(node.member("prefixItems") ? undefined : node.member("items")),
  };
  const names = new Set<Json>([node.get("type") ?? []].flat());
  const isWhole = names.has("integer") && !names.has("number");
  const keywords = [...node.keys, ...(isWhole ? ["integer"] : [])].filter(
    (key) => !isAnnotation(key) && !structural.test(key) && concerns(key, type),
  );
  const shape = lists.reduce((a, b) => intersect([a], [b])[0] ?? a, own);
  return withConditions(shape, node, keywords);
}

function fieldsOf(
  node: Node,
  direction: Direction,
): Pick<Shape, "fields" | "required" | "hidden" | "others"> {
  const required = node.get("required");
  const properties = node.at("properties")?.entries ?? [];
  const keyword = direction === "request" ? "readOnly" : "writeOnly";
  const hidden = properties.filter(([, field]) =>
    conjuncts([field]).some((one) => one.get(keyword) === true),
  );
  return {
    fields: new Map(properties.map(([name, field]) => [name, [field]])),
    required: new Set(Array.isArray(required) ? required.map(String) : []),
    hidden: new Set(hidden.map(([name]) => name)),
    others: asSchema(
      node.member("patternProperties") ? undefined : node.member("additionalProperties"),
    ),
  };
}

function asSchema(node: Node | undefined): Schema {
  return node === undefined || node.value === true ? [] : [node];
}

function withConditions(shape: Shape, node: Node, keywords: readonly string[]): Shape {
  const entries = keywords.flatMap((keyword): readonly (readonly [string, Condition])[] => {
    if (keyword === "$dynamicRef") throw node.error("$dynamicRef is not supported");
    const value = node.member(keyword)?.value ?? null;
    if (keyword === "uniqueItems" && value === false) return [];
    const needed = keyword.startsWith("unevaluated") ? node.keys : dependencies[keyword];
    const members = node.entries.filter(([key]) => (needed ?? [keyword]).includes(key));
    const part = Object.fromEntries(members.map(([key, member]) => [key, member.value]));
    const key = JSON.stringify(canonical(new Node(node.document, part, node.pointer)));
    const isOpen = keyword.startsWith("exclusive");
    const name = isOpen ? keyword.slice("exclusive".length).toLowerCase() : keyword;
    return [[key, { keyword: name, value, isOpen }]];
  });
  return { ...shape, conditions: new Map([...shape.conditions, ...entries]) };
}

/** Alternatives that only list values are one list. */
function mergeValues(shapes: readonly Shape[]): readonly Shape[] {
  const whole = shapes.flatMap((shape) => normalized(shape) ?? []);
  const isList = (shape: Shape) => isListed(shape) && shape.conditions.size === 0;
  const lists = whole.filter(isList);
  const merged = types.map((type): Shape => {
    const some = lists.filter((shape) => shape.type === type);
    return Object.assign(allOf(type), { values: some.flatMap(({ values = [] }) => values) });
  });
  return [...merged, ...whole.filter((shape) => !isList(shape))];
}

function areDisjoint(
  alternatives: readonly (readonly Shape[])[],
  direction: Direction,
  depth: number,
): boolean {
  if (alternatives.length > 1 && depth >= depthOfAlternatives) return false;
  const isEmpty = ({ required, fields, others }: Shape) =>
    [...required].some(
      (name) => meaningOf(fields.get(name) ?? others, direction, depth + 1).length === 0,
    );
  const common = alternatives.flatMap((some, index) =>
    alternatives.slice(index + 1).flatMap((others) => intersect(some, others)),
  );
  return common.flatMap((shape) => normalized(shape) ?? []).every(isEmpty);
}
