import type { Announcement } from "./announcement.ts";
import type { Change } from "./comparison.ts";
import type { MarkedBreak } from "./marked-breaks.ts";
import { type Class, reasonOf } from "./rules.ts";

/** What a run found. */
export interface Findings {
  /** What the contract was compared with; none before the first release. */
  readonly base: string | null;
  readonly changes: readonly Change[];
  readonly markedBreaks: readonly MarkedBreak[];
  /** The packages whose users are broken. */
  readonly announcements: readonly Announcement[];
}

export type Tone = "red" | "yellow" | "green" | "dim" | "bold";
export type Paint = (tone: Tone, text: string) => string;

const classes: readonly (readonly [Class, string, Tone])[] = [
  ["breaking", "Breaking", "red"],
  ["warning", "To be looked at", "yellow"],
  ["non-breaking", "Not breaking", "green"],
  ["documentation", "Documentation", "dim"],
];

/** The findings as people read them. */
export function report({ base, changes, markedBreaks, announcements }: Findings, paint: Paint) {
  if (base === null) return nothingReleased;
  const marks = markedBreaks.map(
    ({ file, line, reason }) =>
      `  ${paint("bold", "code of users does not compile any more")}\n    ${reason}\n    ${paint("dim", `${file}:${line}`)}`,
  );
  const sections = classes.flatMap(([kind, title, tone]) => {
    const groups = grouped(changes.filter((change) => change.class === kind));
    const entries = groups.map((group) => entry(group, paint));
    if (kind === "breaking") entries.push(...marks);
    return entries.length === 0
      ? []
      : [`${paint(tone, `${title} (${entries.length})`)}\n${entries.join("\n")}`];
  });
  if (sections.length === 0) return `The contract is as in ${base}.\n`;
  const head = `The contract against ${base}:`;
  return `${[head, ...sections, advice(changes, announcements, paint)].join("\n\n")}\n`;
}

const nothingReleased = `Nothing has been released yet: there is no contract to compare with, and nobody whom a change could
break. Name a git revision to compare with that: pnpm contract:diff HEAD
`;

/** Changes that are one in the document, in whatever places of the API it shows. */
function grouped(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const key = [change.rule, change.direction, change.pointer, change.says].join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()];
}

function entry(group: readonly [Change, ...Change[]], paint: Paint): string {
  const [{ class: kind, rule, says, pointer, line }] = group;
  const places = [...new Set(group.map(({ place }) => place))];
  const shown = places.slice(0, 3).map((place) => `  ${paint("bold", place)}`);
  const more = places.length > 3 ? [`  and ${places.length - 3} more places`] : [];
  const isHarmless = kind === "non-breaking" || kind === "documentation";
  const reason = isHarmless ? [] : [`    ${reasonOf(rule)}`];
  const where = paint("dim", `spec/openapi.yaml:${line}  ${pointer}  ${rule}`);
  return [...shown, ...more, `    ${says}`, ...reason, `    ${where}`].join("\n");
}

function advice(
  changes: readonly Change[],
  announcements: readonly Announcement[],
  paint: Paint,
): string {
  const missing = announcements.filter(({ isAnnounced }) => !isAnnounced);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(",");
    return [
      paint("red", "This breaks users, and no changeset says so."),
      "Keep what they have (add beside it, and deprecate), or announce it to those of each package:",
      `  pnpm changeset --major ${names} --message "What they have to change."`,
    ].join("\n");
  }
  if (announcements.length > 0)
    return paint("green", "This breaks users, and a changeset says so.");
  const has = (wanted: Class) => changes.some(({ class: kind }) => kind === wanted);
  if (!has("warning") && !has("non-breaking"))
    return "Nobody is broken: only readers see it. Say it with `pnpm changeset` as a patch if they should know.";
  const verdict = has("warning") ? "No rule is broken; look at the warnings." : "Nobody is broken.";
  return `${verdict} Say it with \`pnpm changeset\`: minor for what is new, patch for the rest.`;
}
