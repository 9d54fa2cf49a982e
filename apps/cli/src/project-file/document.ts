import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from "yaml";

import { messageOf } from "../text.ts";
import { type Item, validator } from "./schema.ts";

/** What is wrong in a file, and where. */
export interface DocumentProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

/** A configuration as it stands in a file. */
export interface Entry {
  readonly item: Item;
  /** The line of each user. */
  readonly userLines: readonly number[];
  /** How to add an id; absent where there is one. */
  readonly insertion: Insertion | undefined;
}

export interface Insertion {
  readonly offset: number;
  readonly textOf: (id: string) => string;
}

/** The configurations of a text in YAML, or in JSON, which is YAML too; or all that is wrong with it. */
export async function parseProject(
  text: string,
): Promise<{ readonly entries: readonly Entry[]; readonly problems: readonly DocumentProblem[] }> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const problems: DocumentProblem[] = [];
  const complain = (offset: number, problem: string) => {
    const { line, col } = counter.linePos(offset);
    problems.push({ line, column: col, problem });
  };
  const complainOf = (path: readonly string[], problem: string) => {
    const field = path.reduce(
      (before, key) => before + (/^\d+$/.test(key) ? `[${key}]` : `.${key}`),
      "",
    );
    complain(
      nodeAt(document, path).offset,
      `${field.slice(1)}${field === "" ? "" : ": "}${problem}`,
    );
  };

  for (const { pos, message } of document.errors) complain(pos[0], message);
  if (problems.length > 0) return { entries: [], problems };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Its aliases would make it grow beyond measure.
    complain(0, messageOf(error));
    return { entries: [], problems };
  }
  const found = (await validator())(value);
  if ("violations" in found) {
    for (const violation of found.violations) complainOf(...violation);
    return { entries: [], problems };
  }

  const lineOf = (path: readonly string[]) => counter.linePos(nodeAt(document, path).offset).line;
  const idLines = new Map<string, number>();
  let last = -1;
  const entries = found.map((item, index): Entry => {
    const path = ["configurations", String(index)];
    const line = lineOf(path);
    const users = item.non_migrate_users ?? [];
    const userLines = users.map((_, at) => lineOf([...path, "non_migrate_users", String(at)]));
    if (item.id !== undefined) {
      const first = idLines.get(item.id);
      if (first !== undefined) complainOf([...path, "id"], `is that of line ${first} as well`);
      idLines.set(item.id, line);
      return { item, userLines, insertion: undefined };
    }
    const insertion = insertionInto(nodeAt(document, path).node, text);
    // An alias leads back to where another entry is written.
    const isOwn = insertion !== undefined && insertion.offset > last;
    if (isOwn) last = insertion.offset;
    else complainOf(path, notInsertable);
    return { item, userLines, insertion };
  });
  return { entries, problems };
}

const notInsertable =
  "its id is to be written into it: write it as a mapping of its own, without an anchor on its first line";

/** What these keys lead to, or the last of it that there is. */
function nodeAt(document: Document, path: readonly string[]): { node: unknown; offset: number } {
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  let node = resolved(document.contents);
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((one) => isScalar(one.key) && String(one.key.value) === key)
      : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(key)] : pair?.value;
    const place: unknown = pair?.key ?? next;
    if (!isNode(place)) break;
    offset = place.range?.[0] ?? offset;
    node = resolved(next);
  }
  return { node, offset };
}

/** Where an id can be added to an entry without changing anything else; undefined where it cannot. */
function insertionInto(node: unknown, text: string): Insertion | undefined {
  const key = isMap(node) ? node.items[0]?.key : undefined;
  if (!isMap(node) || !isScalar(key) || !key.range) return undefined;
  const [offset] = key.range;
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const isFirst = (node.flow ? /^[ \t]*$/ : /^[ -]*$/).test(before);
  if (!node.flow && !isFirst) return undefined;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const after = isFirst ? lineEnd + before.replaceAll("-", " ") : " ";
  const field = node.flow
    ? (id: string) => `"id": ${JSON.stringify(id)},`
    : (id: string) => `id: ${JSON.stringify(id)}`;
  return { offset, textOf: (id) => field(id) + after };
}
