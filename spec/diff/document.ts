import { isMap, isScalar, isSeq, LineCounter, parseDocument, type ParsedNode } from "yaml";

/** A value of the document, as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An OpenAPI document, which knows on which line each of its parts is. */
export class OpenApiDocument {
  /** What it is called in a report, such as `spec/openapi.yaml`. */
  readonly name: string;
  readonly root: Node;
  /** The line, from 1, of the part at a pointer, or of the nearest part around it. */
  readonly lineOf: (pointer: string) => number;

  /** @throws Error if it is no OpenAPI document of version 3.1 or later */
  constructor(name: string, value: Json, lineOf: (pointer: string) => number = () => 1) {
    const version = isObject(value) ? value["openapi"] : undefined;
    if (typeof version !== "string" || !/^3\.[1-9]/.test(version)) {
      throw new Error(`${name}: openapi: must be 3.1 or later, but is ${JSON.stringify(version)}`);
    }
    if (!isObject(value) || !isObject(value["info"])) throw new Error(`${name}: info: is missing`);
    this.name = name;
    this.root = new Node(this, value, "");
    this.lineOf = lineOf;
  }
}

/** @throws Error if the text is no YAML, or no OpenAPI document of version 3.1 or later */
export function parseOpenApi(name: string, text: string): OpenApiDocument {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines });
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${name}: is no YAML: ${error.message}`);
  return new OpenApiDocument(
    name,
    parsed.toJS(),
    (pointer) => lines.linePos(offsetOf(pointer, parsed.contents)).line,
  );
}

function offsetOf(pointer: string, contents: ParsedNode | null): number {
  let node: unknown = contents;
  let offset = 0;
  for (const segment of segmentsOf(pointer)) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
      if (pair === undefined || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      if (!isScalar(node) && !isMap(node) && !isSeq(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** A part of a document, and where it is. */
export class Node {
  readonly document: OpenApiDocument;
  readonly value: Json;
  /** As in RFC 6901, from the root of the document. */
  readonly pointer: string;
  /** Where it is used: the `$ref` that led here, or else `pointer`. */
  readonly usedAt: string;
  /** What stands beside the `$ref` that led here, and wins over what is here. */
  readonly #beside: Node | undefined;

  constructor(
    document: OpenApiDocument,
    value: Json,
    pointer: string,
    usedAt = pointer,
    beside?: Node,
  ) {
    this.document = document;
    this.value = value;
    this.pointer = pointer;
    this.usedAt = usedAt;
    this.#beside = beside;
  }

  /** The names of an object, or the indices of an array. */
  get keys(): readonly string[] {
    return typeof this.value === "object" && this.value !== null ? Object.keys(this.value) : [];
  }

  /** The member of that name as it is written; `undefined` where there is none. */
  member(key: string): Node | undefined {
    const own = this.#beside?.member(key);
    if (own !== undefined) return own;
    const { value } = this;
    const found = Array.isArray(value)
      ? value[Number(key)]
      : isObject(value) && Object.hasOwn(value, key)
        ? value[key]
        : undefined;
    if (found === undefined) return undefined;
    return new Node(this.document, found, `${this.pointer}/${escape(key)}`);
  }

  /** The member of that name, references followed. */
  at(key: string): Node | undefined {
    return this.member(key)?.followed();
  }

  /** The value of a member, references followed. */
  get(key: string): Json | undefined {
    return this.at(key)?.value;
  }

  get members(): readonly (readonly [string, Node])[] {
    return this.keys.flatMap((key) => {
      const found = this.at(key);
      return found === undefined ? [] : [[key, found] as const];
    });
  }

  /**
   * What a `$ref` leads to; anything else is itself.
   *
   * @throws Error that names a reference which leads nowhere, or round in a circle
   */
  followed(passed: readonly string[] = []): Node {
    const reference = isObject(this.value) ? this.value["$ref"] : undefined;
    if (typeof reference !== "string" || !isObject(this.value)) return this;
    const { $ref: _reference, ...beside } = this.value;
    let found: Node | undefined = reference.startsWith("#") ? this.document.root : undefined;
    for (const segment of segmentsOf(decodeURIComponent(reference.slice(1)))) {
      found = found?.member(segment);
    }
    if (found === undefined || passed.includes(reference)) {
      throw new Error(
        `${this.document.name}:${this.document.lineOf(this.pointer)}: the reference ${reference} leads nowhere`,
      );
    }
    const target = found.followed([...passed, reference]);
    const own = new Node(this.document, beside, this.pointer);
    const value =
      own.keys.length > 0 && isObject(target.value) ? { ...target.value, ...beside } : target.value;
    return new Node(this.document, value, target.pointer, this.pointer, own);
  }
}

function segmentsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function escape(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}
