import type { Place } from "../place.ts";
import type { Node } from "../document.ts";
import { classOf, type GapKind } from "../rules.ts";
import { type Gap, gapsIn } from "./gaps.ts";
import type { Schema } from "./shape.ts";

/**
 * Compares what the schemas of two parts mean: what the old one allows and the new one does not, and
 * the reverse.
 */
export function compareSchemas(before: Node, after: Node, place: Place): void {
  const [old, now] = [schemaOf(before), schemaOf(after)];
  const gapsBetween = gapsIn(place.direction ?? "request");
  const both = [gapsBetween(old, now), gapsBetween(now, old)] as const;
  // A field that comes or goes is one change: what else differs about it follows from that.
  const isMove = ({ kind }: Gap) => kind.startsWith("field-");
  const moved = new Set(both.flat().filter(isMove).map(keyOf));
  const report = (all: readonly Gap[], isNarrowed: boolean) => {
    for (const gap of all) {
      const rule = `${gap.kind}-${isNarrowed ? "narrowed" : "widened"}` as const;
      const isBreak = isNarrowed && classOf(rule, place.direction) === "breaking";
      if (moved.has(keyOf(gap)) && !isMove(gap) && !isBreak) continue;
      // Of a changed default it is enough to name the new one.
      if (gap.kind === "other-default" && !isNarrowed) continue;
      const [then, later] = isNarrowed ? gap.in : [gap.in[1], gap.in[0]];
      const outer = gap.around[isNarrowed ? 1 : 0] ?? after;
      const says = (words[gap.kind] ?? ["refused now: ", "allowed now: "])[isNarrowed ? 0 : 1];
      const there = place.in(...gap.path);
      there.report(rule, later ?? outer, says + gap.values, later ? undefined : then);
    }
  };
  report(merged(both[0]), true);
  report(merged(both[1]), false);
}

/** The words for gaps that are about more than which values are allowed. */
const words: Readonly<Partial<Record<GapKind, readonly [narrowed: string, widened: string]>>> = {
  "field-of-closed": ["the field was removed", "the field was added"],
  "field-of-open": ["the field was removed", "the field was added"],
  default: ["there is now ", "there is no longer "],
  "other-default": ["there is now ", "there is no longer "],
  deprecated: ["it is deprecated now", "it is no longer deprecated"],
};

const keyOf = ({ path }: Gap) => path.join("\n");

/** Gaps of one kind in one place are one gap. */
function merged(gaps: readonly Gap[]): readonly Gap[] {
  const all = new Map<string, Gap>();
  for (const gap of gaps) {
    const key = `${gap.kind} ${keyOf(gap)}`;
    const values = new Set([all.get(key)?.values ?? gap.values, gap.values]);
    all.set(key, { ...gap, ...all.get(key), values: [...values].join(", ") });
  }
  return [...all.values()];
}

function schemaOf(owner: Node): Schema {
  const schema = owner.member("schema");
  return schema === undefined ? [] : [schema];
}
