import { isDeepStrictEqual } from "node:util";

import type { Json, Node } from "../document.ts";
import type { Direction, GapKind } from "../rules.ts";
import { isAnnotation } from "./canonical.ts";
import { conjuncts, meaningOf } from "./meaning.ts";
import { isDecidable } from "./conditions.ts";
import { isIn, isListed, isMetBy, isWithin, type Schema, type Shape } from "./shape.ts";

/** Values that one schema allows and another does not. */
export interface Gap {
  readonly kind: GapKind;
  readonly path: readonly string[];
  /** What they are. */
  readonly values: string;
  /** Where the difference is written, in the schema that allows them and in the other. */
  readonly in: Pair<Node | undefined>;
  readonly around: Pair<Node | undefined>;
}

type Pair<One> = readonly [One, One];

/** Where two schemas are compared. */
interface Site {
  readonly schemas: Pair<Schema>;
  readonly path: readonly string[];
}

/** One difference of two shapes, with the keywords by which it is written. */
type Difference = readonly [kind: GapKind, values: string, ...keywords: readonly string[]];

/** @returns a function that finds what one schema allows and another does not, in messages of one direction */
export function gapsIn(direction: Direction) {
  /** Pairs that are being compared: a schema may contain itself. */
  const underWay = new Set<string>();
  const meaning = (schema: Schema) => meaningOf(schema, direction);

  function between(a: Schema, b: Schema, path: readonly string[] = []): readonly Gap[] {
    const key = [a, b].map((schema) => schema.map(identityOf).join(" ")).join(" > ");
    if (underWay.has(key)) return [];
    underWay.add(key);
    const [some, others] = [meaning(a), meaning(b)];
    const site: Site = { schemas: [a, b], path };
    const gaps = annotationDifferences(a, b).map((one) => gap(one, site));
    gaps.push(...some.flatMap((shape) => ofShape(shape, [some, others], site)));
    underWay.delete(key);
    return gaps;
  }

  /** What of one of the shapes is in none of the others. */
  function ofShape(
    shape: Shape,
    [beside, others]: Pair<readonly Shape[]>,
    site: Site,
  ): readonly Gap[] {
    const ofType = (list: readonly Shape[]) => list.filter(({ type }) => type === shape.type);
    const candidates = ofType(others);
    const gapsOf = (one: Shape) =>
      candidates.map((other) => ({ other, gaps: ofPair(one, other, site) }));
    const isCovered = (one: Shape) => gapsOf(one).some(({ gaps }) => gaps.length === 0);
    const values = isListed(shape)
      ? shape.values?.filter((value) => !isCovered({ ...shape, values: [value] }))
      : shape.values;
    if (values?.length === 0 || isCovered(shape)) return [];
    const compared = gapsOf({ ...shape, values });
    const isPaired = ofType(beside).length === candidates.length;
    const partner =
      compared.find(({ other }) => other.name !== undefined && other.name === shape.name) ??
      (isPaired ? compared.toSorted((x, y) => x.gaps.length - y.gaps.length)[0] : undefined);
    if (partner !== undefined) return partner.gaps;
    const { type, name } = shape;
    if (candidates.length === 0) return [gap(["type", `the type ${type}`, "type"], site)];
    // Without a name it may be in several of the others together.
    const kind = name === undefined && candidates.length > 1 ? "condition" : "alternative";
    return [gap([kind, `the form ${name ?? type}`, "oneOf", "anyOf"], site)];
  }

  function ofPair(a: Shape, b: Shape, site: Site): readonly Gap[] {
    const listed = listedDifferences(a, b);
    const isDecided = isListed(a) || listed.length > 0;
    const own = [...listed, ...conditionDifferences(a, b)];
    const gaps = own.map((difference) => gap(difference, site));
    if (isDecided) return gaps;
    if (a.type === "array") return gaps.concat(between(a.items, b.items, [...site.path, "(each)"]));
    return a.type === "object" ? gaps.concat(ofFields(a, b, site)) : gaps;
  }

  function ofFields(a: Shape, b: Shape, site: Site): readonly Gap[] {
    const names = new Set([...a.fields.keys(), ...b.fields.keys(), ...b.required]);
    const fields = [...names].flatMap((name) => ofField(name, a, b, site));
    if (meaning(a.others).length === 0) return fields;
    if (meaning(b.others).length > 0)
      return fields.concat(between(a.others, b.others, [...site.path, "(other fields)"]));
    const others = ["others", "fields that are not described", "additionalProperties"] as const;
    return fields.concat(gap(others, site));
  }

  function ofField(name: string, a: Shape, b: Shape, { schemas, path }: Site): readonly Gap[] {
    const [own, other] = [a.fields.get(name), b.fields.get(name)];
    const [inA, inB] = [own ?? a.others, other ?? b.others];
    const there = { schemas, path: [...path, name] };
    const at: Gap = { ...gap(["field-of-open", ""], there), in: [own?.[0], other?.[0]] };
    const required: Gap[] = [];
    if (b.required.has(name) && !a.required.has(name))
      required.push({ ...at, kind: "required", values: "leaving it out" });
    if (meaning(inA).length === 0) return required;
    const isOnlyInA = own !== undefined && other === undefined;
    if (isOnlyInA && meaning(inB).length === 0) return [{ ...at, kind: "field-of-closed" }];
    if (isOnlyInA && inB.length === 0) return [at, ...required];
    const gaps = between(inA, inB, there.path);
    if (own !== undefined || inA.length > 0 || gaps.length === 0) return [...required, ...gaps];
    return [...required, { ...at, kind: "undescribed", values: "any value of this name" }];
  }

  return between;
}

/** Where a schema is written, if it is nothing but a reference to it. */
function identityOf(node: Node): string {
  const target = node.keys.every((key) => key === "$ref" || isAnnotation(key)) && node.target();
  return target ? target.pointer : node.pointer;
}

/** In what two schemas differ beside the values that they allow. */
function annotationDifferences(a: Schema, b: Schema): readonly Difference[] {
  const all = [conjuncts(a), conjuncts(b)];
  return ["default", "discriminator", "deprecated"].flatMap((keyword): readonly Difference[] => {
    const [own, other] = all.map(
      (nodes) => nodes.flatMap((node) => node.member(keyword) ?? [])[0]?.value,
    );
    if (isDeepStrictEqual(own, other)) return [];
    if (keyword === "deprecated") return other === true ? [["deprecated", "", keyword]] : [];
    if (keyword === "discriminator") return [["condition", "another discriminator", keyword]];
    if (other === undefined) return [];
    const kind = own === undefined ? "default" : "other-default";
    return [[kind, `the default ${JSON.stringify(other)}`, keyword]];
  });
}

function listedDifferences(a: Shape, b: Shape): readonly Difference[] {
  const quoted = (values: readonly Json[] = []) =>
    values.map((one) => JSON.stringify(one)).join(", ");
  if (a.values === undefined) {
    if (b.values === undefined) return [];
    return [["values", `anything but ${quoted(b.values)}`, "enum", "const"]];
  }
  const missing = a.values.filter((value) =>
    isListed(a) ? !isWithin(value, b) : b.values !== undefined && !isIn(b.values, value),
  );
  return missing.length === 0 ? [] : [["values", quoted(missing), "enum", "const"]];
}

function conditionDifferences(a: Shape, b: Shape): readonly Difference[] {
  return [...b.conditions].flatMap(([key, condition]): readonly Difference[] => {
    const { keyword, value, isOpen } = condition;
    const isSettled = isListed(a) && isDecidable(condition);
    if (isSettled || isMetBy(a, key, condition)) return [];
    if (keyword === "integer") return [["type", "numbers with a fraction", "type"]];
    const exclusive = `exclusive${keyword[0]?.toUpperCase()}${keyword.slice(1)}`;
    const says = `what does not meet ${isOpen ? exclusive : keyword}: ${JSON.stringify(value)}`;
    const isOther = [...a.conditions.values()].some((one) => one.keyword === keyword);
    const kinds: Readonly<Record<string, GapKind>> = {
      pattern: "pattern",
      format: isOther ? "other-format" : "format",
      uniqueItems: "bound",
    };
    const usual = isDecidable(condition) ? "bound" : "condition";
    return [[kinds[keyword] ?? usual, says, keyword, exclusive]];
  });
}

function gap([kind, values, ...keywords]: Difference, { schemas, path }: Site): Gap {
  const [a, b] = schemas;
  const find = (schema: Schema) =>
    conjuncts(schema).flatMap((node) => keywords.flatMap((key) => node.member(key) ?? []))[0];
  return { kind, values, path, in: [find(a), find(b)], around: [a[0], b[0]] };
}
