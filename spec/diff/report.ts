import { styleText } from "node:util";

import type { Announcement } from "./changesets.ts";
import type { Change } from "./place.ts";
import type { MarkedBreak } from "./marked-breaks.ts";
import { type Class, reasonOf } from "./rules.ts";

export interface Findings {
  /** What the contract was compared with; none before the first release. */
  readonly base: string | null;
  readonly changes: readonly Change[];
  readonly markedBreaks: readonly MarkedBreak[];
  /** The packages whose users are broken. */
  readonly announcements: readonly Announcement[];
}

const classes = [
  ["breaking", "Breaking", "red"],
  ["warning", "To be looked at", "yellow"],
  ["non-breaking", "Not breaking", "green"],
  ["documentation", "Documentation", "dim"],
] as const;

/** The findings for people; styleText leaves colours out where the output is not a terminal. */
export function report({ base, changes, markedBreaks, announcements }: Findings) {
  if (base === null) return nothingReleased;
  const marks = markedBreaks.map(
    ({ file, line, reason }) =>
      `  ${styleText("bold", "code of users no longer compiles")}\n    ${reason}\n    ${styleText("dim", `${file}:${line}`)}`,
  );
  const sections = classes.flatMap(([kind, title, tone]) => {
    const entries = alike(changes.filter((change) => change.class === kind)).map(entry);
    if (kind === "breaking") entries.push(...marks);
    return entries.length === 0
      ? []
      : [`${styleText(tone, `${title} (${entries.length})`)}\n${entries.join("\n")}`];
  });
  if (sections.length === 0) return `The contract is as in ${base}.\n`;
  const isBroken = announcements.length > 0;
  const end = isBroken ? breakVerdict(announcements) : harmlessVerdict(changes);
  return `${[`The contract against ${base}:`, ...sections, end].join("\n\n")}\n`;
}

const nothingReleased = `Nothing has been released yet: there is no contract to compare with, and a change breaks no user.
Name a git revision to compare with that: pnpm contract:diff HEAD
`;

/** Changes that differ only in their place: one change of the document may show in several of the API. */
function alike(changes: readonly Change[]): readonly (readonly Change[])[] {
  const keyOf = ({ rule, direction, pointer, says }: Change) =>
    [rule, direction, pointer, says].join("\n");
  return [...Map.groupBy(changes, keyOf).values()];
}

function entry(group: readonly Change[]): string {
  const places = [...new Set(group.map(({ place }) => place))];
  const shown = places.slice(0, 3).map((place) => `  ${styleText("bold", place)}`);
  const more = places.length > 3 ? [`  and ${places.length - 3} more places`] : [];
  return [...shown, ...more, ...group.slice(0, 1).flatMap(detailsOf)].join("\n");
}

function detailsOf({ class: kind, rule, says, pointer, line }: Change): readonly string[] {
  const isHarmless = kind === "non-breaking" || kind === "documentation";
  const reason = isHarmless ? [] : [`    ${reasonOf(rule)}`];
  const where = styleText("dim", `spec/openapi.yaml:${line}  ${pointer}  ${rule}`);
  return [`    ${says}`, ...reason, `    ${where}`];
}

function breakVerdict(all: readonly Announcement[]): string {
  const names = (some: readonly Announcement[]) => some.map(({ name }) => name);
  const missing = all.filter(({ isReleased, changesets }) => isReleased && changesets.length === 0);
  const unreleased = names(all.filter(({ isReleased }) => !isReleased));
  const files = [...new Set(all.flatMap(({ changesets }) => changesets))].join(", ");
  const lines: string[] = [];
  if (missing.length > 0) {
    lines.push(
      styleText("red", "This breaks users, and no changeset since then announces it."),
      "Keep what they have (add beside it, and deprecate), or announce it to the users of each package:",
      `  pnpm changeset --major ${names(missing).join(",")} --message "What they have to change."`,
    );
  } else if (files !== "") {
    lines.push(
      styleText("yellow", `This breaks users. A major version is announced by ${files}.`),
      "Check that it says what users have to change.",
    );
  }
  if (unreleased.length > 0) {
    const says = `This breaks callers of the earlier contract. These packages were never released, so they have no users yet, and no changeset announces a break to them: ${unreleased.join(", ")}.`;
    lines.push(styleText("yellow", says));
  }
  return lines.join("\n");
}

function harmlessVerdict(changes: readonly Change[]): string {
  const has = (wanted: Class) => changes.some(({ class: kind }) => kind === wanted);
  if (!has("warning") && !has("non-breaking"))
    return "No caller is broken: only readers see it. Run `pnpm changeset` for a patch if they should know.";
  const verdict = has("warning")
    ? "Nothing is breaking; look at the warnings."
    : "No caller is broken.";
  return `${verdict} Run \`pnpm changeset\`: minor for what is new, patch for the rest.`;
}
