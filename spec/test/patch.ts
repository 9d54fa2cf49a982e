/** One change to a document, as in JSON Patch (RFC 6902). */
export type Change =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const segmentsOf = (path: string) =>
  path
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));

/** What is at a path; `undefined` where there is nothing. */
export function at(document: unknown, path: string): unknown {
  return segmentsOf(path).reduce(
    (found, segment) => (isRecord(found) ? found[segment] : undefined),
    document,
  );
}

/** The paths of everything in a document but itself. */
export function pointersIn(document: unknown, path = ""): readonly string[] {
  return Object.entries(isRecord(document) ? document : {}).flatMap(([key, child]) => {
    const there = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [there].concat(pointersIn(child, there));
  });
}

/**
 * Changes the document in place.
 *
 * @throws Error where the path leads nowhere, so that a test cannot pass by changing nothing.
 */
export function apply(change: Change, document: unknown): void {
  const [, around = "", last = ""] = /^(.*)\/(.*)$/.exec(change.path) ?? [];
  const [name = ""] = segmentsOf(`/${last}`);
  const parent = at(document, around);
  if (!isRecord(parent)) throw new Error(`${change.path}: there is nothing at that path`);
  if (change.op === "add" && name in parent) throw new Error(`${change.path}: exists already`);
  if (change.op !== "add" && !(name in parent)) throw new Error(`${change.path}: does not exist`);
  if (change.op !== "remove") parent[name] = change.value;
  else if (Array.isArray(parent)) parent.splice(Number(name), 1);
  else delete parent[name];
}
