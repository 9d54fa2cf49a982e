import { isObject, type Node, segmentsOf } from "./document.ts";
import { type Change, type Difference, isDocumentation, Place } from "./place.ts";

/**
 * Reports the differences in the text of two contracts that are no change of meaning: what only readers
 * see, and what means the same in another way of writing. `changes` has those of the meaning.
 */
export function reportRewritten(before: Node, after: Node, changes: Change[]): void {
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
