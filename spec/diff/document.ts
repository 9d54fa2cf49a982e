import { isMap, isScalar, isSeq, LineCounter, parseDocument, type ParsedNode } from "yaml";

/** A value of the document, as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export type JsonObject = { readonly [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An OpenAPI document that knows the line of each of its parts. */
export class OpenApiDocument {
  /** How reports refer to it, such as `spec/openapi.yaml`. */
  readonly name: string;
  readonly root: Node;
  /** The line, from 1, of the part at a pointer, or of the nearest part around it. */
  readonly lineOf: (pointer: string) => number;

  /** @throws Error if it is not an OpenAPI document of version 3.1 or later */
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

/** @throws Error if the text is not YAML, or not an OpenAPI document of version 3.1 or later */
export function parseOpenApi(name: string, text: string): OpenApiDocument {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines });
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${name}: is not YAML: ${error.message}`);
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
  /** Where it is written, as in RFC 6901. */
  readonly pointer: string;
  /** Where it is used: the `$ref` that led here, or else `pointer`. */
  readonly usedAt: string;

  constructor(document: OpenApiDocument, value: Json, pointer: string, usedAt = pointer) {
    this.document = document;
    this.value = value;
    this.pointer = pointer;
    this.usedAt = usedAt;
  }

  /** The names of an object, or the indices of an array. */
  get keys(): readonly string[] {
    return typeof this.value === "object" && this.value !== null ? Object.keys(this.value) : [];
  }

  /** The member of that name as it is written; `undefined` where there is none. */
  member(key: string): Node | undefined {
    const { value } = this;
    const found = Array.isArray(value)
      ? value[Number(key)]
      : isObject(value) && Object.hasOwn(value, key)
        ? value[key]
        : undefined;
    if (found === undefined) return undefined;
    return new Node(this.document, found, `${this.pointer}/${escape(key)}`);
  }

  /** All members as they are written. */
  get entries(): readonly (readonly [string, Node])[] {
    return this.keys.flatMap((key) => {
      const found = this.member(key);
      return found === undefined ? [] : [[key, found] as const];
    });
  }

  /** The member of that name, or what it refers to. */
  at(key: string): Node | undefined {
    return this.member(key)?.followed();
  }

  get(key: string): Json | undefined {
    return this.at(key)?.value;
  }

  /** All members, or what they refer to. */
  get members(): readonly (readonly [string, Node])[] {
    return this.entries.map(([key, node]) => [key, node.followed()]);
  }

  /**
   * What a Reference Object leads to in the end; anything else is itself.
   *
   * @throws Error that names a reference which leads nowhere, or round in a circle
   */
  followed(): Node {
    const passed = [this.pointer];
    let last: Node | undefined;
    for (let next = this.target(); next !== undefined; next = next.target()) {
      if (passed.includes(next.pointer)) throw next.error("the reference leads round in a circle");
      passed.push(next.pointer);
      last = next;
    }
    const { value, pointer } = last ?? this;
    return new Node(this.document, value, pointer, this.usedAt);
  }

  /**
   * What its own `$ref` leads to, one step; `undefined` where it has none.
   *
   * @throws Error that names a reference which leads nowhere
   */
  target(): Node | undefined {
    const reference = isObject(this.value) ? this.value["$ref"] : undefined;
    if (typeof reference !== "string") return undefined;
    let found: Node | undefined = reference.startsWith("#") ? this.document.root : undefined;
    for (const segment of segmentsOf(decodeURIComponent(reference.slice(1)))) {
      found = found?.member(segment);
    }
    if (found === undefined) throw this.error(`the reference ${reference} leads nowhere`);
    return found;
  }

  /** An error about this part, with its place. */
  error(says: string): Error {
    return new Error(`${this.document.name}:${this.document.lineOf(this.pointer)}: ${says}`);
  }
}

export const segmentsOf = (pointer: string): readonly string[] =>
  pointer.split("/").slice(1).map(unescape);

const unescape = (segment: string) => segment.replaceAll("~1", "/").replaceAll("~0", "~");
const escape = (segment: string) => segment.replaceAll("~", "~0").replaceAll("/", "~1");
