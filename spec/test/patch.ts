/** One change to a document, as in JSON Patch (RFC 6902). */
export type Change =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * Changes the document in place.
 *
 * @throws Error where the path leads nowhere, so that a test cannot pass by changing nothing.
 */
export function apply(change: Change, document: unknown): void {
  const path = change.path
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = path.pop() ?? "";
  let parent = document;
  for (const segment of path) {
    parent = isRecord(parent) ? parent[segment] : undefined;
  }
  if (!isRecord(parent)) throw new Error(`${change.path}: there is nothing of that path`);
  if (change.op === "add" && last in parent) throw new Error(`${change.path}: is there already`);
  if (change.op !== "add" && !(last in parent)) throw new Error(`${change.path}: is not there`);
  if (change.op === "remove") {
    delete parent[last];
  } else {
    parent[last] = change.value;
  }
}
