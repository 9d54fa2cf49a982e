import { isDeepStrictEqual } from "node:util";

import type { Json, Node } from "../document.ts";
import { type Condition, isDecidable, isImplied, meets } from "./conditions.ts";

export const types = ["null", "boolean", "number", "string", "array", "object"] as const;
export type Type = (typeof types)[number];

/** What a value must meet: every one of these schemas. None allows any value. */
export type Schema = readonly Node[];

/** A set of values of one type. A schema means the union of some of these. */
export interface Shape {
  readonly type: Type;
  /** What an alternative is called: its title, or the component it is. */
  readonly name: string | undefined;
  /** The only values there are; of scalars they meet all conditions that can be decided. */
  readonly values: readonly Json[] | undefined;
  /** By what makes two of them the same. */
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly items: Schema;
  readonly fields: ReadonlyMap<string, Schema>;
  readonly required: ReadonlySet<string>;
  /** Fields that are not part of the message in this direction, such as `readOnly` ones of a request. */
  readonly hidden: ReadonlySet<string>;
  /** What every field that is not in `fields` must meet. */
  readonly others: Schema;
}

export function allOf(type: Type): Shape {
  const none = { fields: new Map(), required: new Set<string>(), hidden: new Set<string>() };
  const values = type === "null" ? [null] : type === "boolean" ? [true, false] : undefined;
  return { type, name: undefined, values, conditions: new Map(), items: [], others: [], ...none };
}

export function typeOf(value: Json): Type {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "boolean" || type === "number" || type === "string" ? type : "object";
}

export function isIn(list: readonly Json[], value: Json): boolean {
  return list.some((other) => isDeepStrictEqual(other, value));
}

/** Whether it lists its values, and they are scalars. */
export function isListed({ type, values }: Shape): boolean {
  return values !== undefined && type !== "array" && type !== "object";
}

/** Whether a scalar is in the set, as far as that can be decided. */
export function isWithin(value: Json, { values, conditions }: Shape): boolean {
  if (values !== undefined && !isIn(values, value)) return false;
  return [...conditions.values()].every((one) => !isDecidable(one) || meets(value, one));
}

/** Whether all of the set meets a condition. */
export function isMetBy(shape: Shape, key: string, condition: Condition): boolean {
  const count = { keyword: "minProperties", value: shape.required.size, isOpen: false };
  const minimum = /^min[LIP]/.test(condition.keyword) && { ...condition, value: 0 };
  const own = [...shape.conditions.values(), count, ...(minimum ? [minimum] : [])];
  return shape.conditions.has(key) || isImplied(condition, own);
}

/** The values that are in one of the first shapes and in one of the others. */
export function intersect(some: readonly Shape[], others: readonly Shape[]): readonly Shape[] {
  return some.flatMap((a) => others.filter(({ type }) => type === a.type).map((b) => both(a, b)));
}

function both(a: Shape, b: Shape): Shape {
  const names = [...a.fields.keys(), ...b.fields.keys()];
  const field = (shape: Shape, name: string) => shape.fields.get(name) ?? shape.others;
  const shared = a.values?.filter((value) => b.values === undefined || isIn(b.values, value));
  return {
    type: a.type,
    name: a.name ?? b.name,
    values: shared ?? b.values,
    conditions: new Map([...a.conditions, ...b.conditions]),
    items: union(a.items, b.items),
    fields: new Map(names.map((name) => [name, union(field(a, name), field(b, name))])),
    required: new Set([...a.required, ...b.required]),
    hidden: new Set([...a.hidden, ...b.hidden]),
    others: union(a.others, b.others),
  };
}

function union(a: Schema, b: Schema): Schema {
  return [...a, ...b.filter((node) => !a.some(({ pointer }) => pointer === node.pointer))];
}

/** The same set without what its other parts exclude; `undefined` where no value is left. */
export function normalized(shape: Shape): Shape | undefined {
  const isSeen = (name: string) => !shape.hidden.has(name);
  const required = new Set([...shape.required].filter(isSeen));
  const fields = new Map([...shape.fields].filter(([name]) => isSeen(name)));
  const fieldOf = (name: string) => fields.get(name) ?? shape.others;
  const isForbidden = (name: string) => fieldOf(name).some(({ value }) => value === false);
  const values = isListed(shape)
    ? shape.values?.filter((value) => isWithin(value, shape))
    : shape.values;
  if (values?.length === 0 || [...required].some(isForbidden)) return undefined;
  if (!isListed(shape)) return { ...shape, required, fields };
  const open = [...shape.conditions].filter(([, condition]) => !isDecidable(condition));
  return { ...shape, values, conditions: new Map(open) };
}
