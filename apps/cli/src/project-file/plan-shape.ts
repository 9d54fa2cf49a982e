import type { UserInfo } from "@hotspot-session/client";

import { counted, grouped } from "../bulk/progress.ts";
import type { Shape } from "../output/shape.ts";
import type { ConfigPlan } from "./compare.ts";

const tones = {
  create: "good",
  set: undefined,
  overwrite: undefined,
  add: "good",
  remove: "bad",
} as const;

/** One thing that is done to a configuration. */
interface Change {
  readonly change: keyof typeof tones;
  /** Its id; where it is created, its place in the file. */
  readonly config: string;
  readonly field?: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly users?: readonly UserInfo[];
}

/** How many users a table names. */
const namedUsers = 3;

export const planShape: Shape<Change> = {
  columns: [
    { title: "CHANGE", cell: ({ change }) => change, tone: ({ change }) => tones[change] },
    { title: "CONFIGURATION", cell: ({ config }) => config },
    { title: "WHAT", cell: describe },
  ],
  fields: ["change", "config", "field", "from", "to", "users"],
};

/** The changes of plans, in the order in which they are shown. */
export function* changesOf(plans: readonly ConfigPlan[]): Generator<Change> {
  for (const { config: wanted, settings, sync } of plans) {
    const config = wanted.id ?? wanted.place;
    if (wanted.id === undefined) yield { change: "create", config };
    for (const setting of settings) yield { change: "set", config, ...setting };
    for (const [change, users] of [
      ["overwrite", sync.overwrites],
      ["add", [...sync.additions, ...sync.lateAdditions]],
      ["remove", sync.removals],
    ] as const) {
      if (users.length > 0) yield { change, config, users };
    }
  }
}

/** A change as a message has it. */
export const lineOf = (change: Change) =>
  `${change.change} ${change.config} ${describe(change)}`.trim();

function describe({ field, from, to, users }: Change): string {
  if (users === undefined) {
    return field === undefined
      ? ""
      : `${field}: ${from === undefined ? "" : `${String(from)} → `}${String(to)}`;
  }
  const names = users.slice(0, namedUsers).map(({ user_id, user_name }) => user_name ?? user_id);
  const more =
    users.length > names.length ? `, and ${grouped(users.length - names.length)} more` : "";
  return `${counted(users.length, "user")}: ${names.join(", ")}${more}`;
}
