import { type Change, isDocumentation } from "./place.ts";
import { isObject, type Node, segmentsOf } from "./document.ts";

/**
 * The differences in the text of two contracts that are no change of meaning: what only readers see,
 * and what means the same in another way of writing. `changes` are those of the meaning.
 */
export function rewritten(
  before: Node,
  after: Node,
  changes: readonly Change[],
): readonly Change[] {
  return differences(before, after).flatMap(([old, now, around]): readonly Change[] => {
    const { pointer } = now ?? old ?? around;
    const path = segmentsOf(pointer);
    const isText = path.some(isDocumentation) || path[0] === "info";
    const owner = `#${pointer.slice(0, pointer.lastIndexOf("/"))}`;
    const here = `#${pointer}`;
    const isJudged = changes.some(
      (one) => one.pointer.startsWith(owner) || here.startsWith(`${one.pointer}/`),
    );
    if (isJudged && !isText) return [];
    const what = old === undefined ? "was added" : now === undefined ? "was removed" : "changed";
    const meaning = isText ? "" : "; it means the same";
    const rule = "documentation";
    const place = path.slice(0, -1).join(" › ") || "the document";
    const line = after.document.lineOf((now ?? around).pointer);
    return [
      { rule, class: rule, place, pointer: here, line, says: `${path.at(-1)} ${what}${meaning}` },
    ];
  });
}

type Difference = readonly [old: Node | undefined, now: Node | undefined, around: Node];

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
