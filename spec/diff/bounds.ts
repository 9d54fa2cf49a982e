import type { Json, Node } from "./document.ts";

/** What a change does to the set of the values that fit. */
export type Effect = "narrower" | "wider" | "different" | "same";

/** Bounds of the same kind: `min…` grow narrower upwards, `max…` downwards. */
const kinds: readonly { readonly keywords: readonly string[]; readonly upwards: boolean }[] = [
  { keywords: ["minimum", "exclusiveMinimum"], upwards: true },
  { keywords: ["maximum", "exclusiveMaximum"], upwards: false },
  { keywords: ["minLength"], upwards: true },
  { keywords: ["maxLength"], upwards: false },
  { keywords: ["minItems"], upwards: true },
  { keywords: ["maxItems"], upwards: false },
  { keywords: ["minProperties"], upwards: true },
  { keywords: ["maxProperties"], upwards: false },
  { keywords: ["minContains"], upwards: true },
  { keywords: ["maxContains"], upwards: false },
];

export const boundKeywords: readonly string[] = [
  ...kinds.flatMap(({ keywords }) => keywords),
  "multipleOf",
];

export interface BoundChange {
  readonly keyword: string;
  readonly effect: Effect;
}

/** The bounds that differ, and what that does. */
export function changedBounds(before: Node, after: Node): readonly BoundChange[] {
  const changed = kinds.flatMap(({ keywords, upwards }) => {
    const keyword = keywords.find((name) => before.get(name) !== after.get(name));
    if (keyword === undefined) return [];
    const old = tightest(before, keywords, upwards);
    const now = tightest(after, keywords, upwards);
    const difference = now.at - old.at || Number(now.isOpen) - Number(old.isOpen);
    // Written in another way and still the same, such as minLength: 0 in place of none.
    const isSame = difference === 0 || Number.isNaN(difference);
    return [{ keyword, effect: isSame ? "same" : difference > 0 ? "narrower" : "wider" } as const];
  });
  const [old, now] = [before.get("multipleOf"), after.get("multipleOf")];
  if (old === now) return changed;
  return [...changed, { keyword: "multipleOf", effect: ofMultiples(old, now) }];
}

interface Bound {
  /** Grows as the bound gets tighter. */
  readonly at: number;
  readonly isOpen: boolean;
}

function tightest(schema: Node, keywords: readonly string[], upwards: boolean): Bound {
  const isCount = /^min[A-Z]/.test(keywords[0] ?? "");
  const least = keywords[0] === "minContains" ? 1 : 0;
  const none: Bound = { at: isCount ? least : Number.NEGATIVE_INFINITY, isOpen: false };
  return keywords
    .map((keyword): Bound => {
      const value = schema.get(keyword);
      if (typeof value !== "number") return none;
      return { at: upwards ? value : -value, isOpen: keyword.startsWith("exclusive") };
    })
    .reduce((a, b) => (b.at > a.at || (b.at === a.at && b.isOpen) ? b : a), none);
}

function ofMultiples(before: Json | undefined, after: Json | undefined): Effect {
  if (typeof before !== "number") return "narrower";
  if (typeof after !== "number") return "wider";
  if (after % before === 0) return "narrower";
  return before % after === 0 ? "wider" : "different";
}
