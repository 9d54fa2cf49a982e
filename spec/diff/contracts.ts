import { compareServers } from "./choices.ts";
import {
  type Change,
  type Difference,
  forEachPair,
  isDocumentation,
  named,
  Place,
} from "./place.ts";
import { isObject, type Node, type OpenApiDocument, segmentsOf } from "./document.ts";
import { compareOperations } from "./operations.ts";

/**
 * Everything in which two contracts differ, judged by what it means to callers of the first.
 *
 * @throws Error that names a reference which leads nowhere, or round in a circle
 */
export function compareContracts(
  before: OpenApiDocument,
  after: OpenApiDocument,
): readonly Change[] {
  const changes: Change[] = [];
  const [old, now] = [before.root, after.root];
  const place = new Place(changes, ["the document"]);
  if (old.get("openapi") !== now.get("openapi")) {
    const says = `openapi: ${String(old.get("openapi"))} is now ${String(now.get("openapi"))}`;
    place.report("openapi-version-changed", now.member("openapi") ?? now, says);
  }
  compareServers(old, now, new Place(changes, ["servers"]));
  compareOperations(old, now, changes);
  compareComponents(old, now, changes);
  place.rest(old, now, "openapi info servers paths components security");
  reportRewritten(old, now, changes);
  return changes;
}

/** What is in a component is compared where it is used; its name is used by the types alone. */
function compareComponents(before: Node, after: Node, changes: Change[]): void {
  const [old, now] = [before.at("components"), after.at("components")];
  for (const kind of new Set([...named(old), ...named(now)].map(([key]) => key))) {
    const placeOf = (name: string) => new Place(changes, ["components", kind, name]);
    const namedIn = (components: Node | undefined) => new Map(components?.at(kind)?.entries);
    const around = now?.at(kind) ?? now ?? after;
    forEachPair(
      [namedIn(old), namedIn(now)],
      (was, name) => placeOf(name).report("component-removed", around, "it was removed", was),
      (was, is, name) => {
        if (kind !== "securitySchemes") return;
        placeOf(name).rest(was.followed(), is.followed(), "", "security-scheme-changed");
      },
      (is, name) => placeOf(name).report("component-added", is, "it was added"),
    );
  }
}

/**
 * Reports the differences in the text of two contracts that are no change of meaning: what only readers
 * see, and what means the same in another way of writing. `changes` has those of the meaning.
 */
function reportRewritten(before: Node, after: Node, changes: Change[]): void {
  const judged = [...changes];
  for (const difference of differences(before, after)) {
    const [old, now, around] = difference;
    const { pointer } = now ?? old ?? around;
    const path = segmentsOf(pointer);
    const isText = path.some(isDocumentation) || path[0] === "info";
    const owner = `#${pointer.slice(0, pointer.lastIndexOf("/"))}`;
    const isJudged = judged.some(
      (one) => one.pointer.startsWith(owner) || `#${pointer}`.startsWith(`${one.pointer}/`),
    );
    if (isJudged && !isText) continue;
    const place = new Place(changes, path.length > 1 ? path.slice(0, -1) : ["the document"]);
    const key = String(path.at(-1));
    place.difference("documentation", key, difference, isText ? "" : "; it means the same");
  }
}

/** The outermost parts that differ, references as they are written. */
function differences(before: Node, after: Node): readonly Difference[] {
  const [was, is] = [before.value, after.value];
  const areLists = Array.isArray(was) && Array.isArray(is) && was.length === is.length;
  if (!areLists && !(isObject(was) && isObject(is))) {
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [[before, after, after]];
  }
  return [...new Set([...before.keys, ...after.keys])].flatMap((key) => {
    const [old, now] = [before.member(key), after.member(key)];
    if (old !== undefined && now !== undefined) return differences(old, now);
    return [[old, now, after] as const];
  });
}
