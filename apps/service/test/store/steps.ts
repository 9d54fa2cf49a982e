import type { UpdateNonMigrationUsersRequest, UserInfo } from "@hotspot-session/types";
import fc from "fast-check";

import type { Page } from "../../src/store/store.ts";
import type { Call, State } from "./store-model.ts";

/** The projects that the steps are spread over. */
export const projects = ["one", "two", "three"] as const;

/** A project of one run: no run sees what another left in the same store. */
export const projectOf = (run: string, project: string) => `${run}-${project}`;

// Few, so that entries meet; in several scripts, some of which change their length when they are
// folded, or have a lower case that depends on what stands beside them.
const names = [
  "ann",
  "Ann",
  "ИВАН",
  "иван",
  "ΣΑΣ",
  "σας",
  "İstanbul",
  "straße",
  "STRASSE",
  "ΝΙΚΟΣΤΡΑΤΟΣ",
  "𐐀𐐁",
  "50%_",
  "日本",
];
const filters = [
  "",
  "A",
  "n",
  "вА",
  "ΑΣ",
  "σ",
  "i̇",
  "SS",
  "ß",
  "ΙΚΟΣ",
  "𐐨",
  "%",
  "_",
  "本",
  "zz",
  " ",
];

const owner = fc.constantFrom(...projects);
const settingsModel = {
  hotspot_session_migration_enable: fc.boolean(),
  hotspot_exit_session_num: fc.integer({ min: 0, max: 100 }),
};
const settings = fc.record(settingsModel, { noNullPrototype: true });
const user: fc.Arbitrary<UserInfo> = fc
  .record(
    { user_id: fc.constantFrom("1", "2", "3", "4", "ann"), user_name: fc.constantFrom(...names) },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((entry) => Object.keys(entry).length > 0);
const users = fc.array(user, { maxLength: 8 });
const settingsAndUsers = fc.record(
  { ...settingsModel, non_migrate_users: users },
  { noNullPrototype: true },
);
const change: fc.Arbitrary<UpdateNonMigrationUsersRequest> = fc.record({
  update_type: fc.constantFrom("ADD", "ADD", "DELETE"),
  non_migrate_users: users,
});
/** Often one and the same: a kept answer would be asked for again once it is out of date. */
const page: fc.Arbitrary<Page> = fc.oneof(
  fc.constant({ offset: 0, limit: 100 }),
  fc.record({
    offset: fc.oneof(fc.nat({ max: 12 }), fc.constantFrom(0, 0, 1000, 2_147_483_647)),
    limit: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(10, 100)),
  }),
);

/** Mostly a configuration of the project; at times one of another project, or none at all. */
const target = fc.record({
  of: fc.constantFrom("own", "own", "own", "own", "own", "own", "any", "none"),
  index: fc.nat(9),
});
type Target = typeof target extends fc.Arbitrary<infer Value> ? Value : never;

const kind = <Kind extends Call["kind"]>(value: Kind) => fc.constant(value);

/**
 * A call before a run begins, as plain values: its project is one of three of that run, and its
 * configuration one of those that exist by then.
 */
export const step = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind("createConfig"),
      owner,
      config: fc.oneof(settings, settingsAndUsers),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind("listConfigs"), owner, page }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("updateConfig"), owner, target, settings }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind("listUsers"),
      owner,
      target,
      filter: fc.constantFrom("", ...filters),
      page,
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: kind("updateUsers"), owner, target, change }) },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The call that a step is, in the state that a run has come to. */
export function callOf({ owner: of, ...rest }: Step, state: State, run: string): Call {
  const project = projectOf(run, of);
  switch (rest.kind) {
    case "createConfig":
    case "listConfigs":
      return { ...rest, project };
    default: {
      const { target: at, ...call } = rest;
      return { ...call, project, id: idAt(state, project, at) };
    }
  }
}

function idAt(state: State, project: string, { of, index }: Target): string {
  const from = of === "own" ? state.filter((kept) => kept.project === project) : state;
  return of === "none"
    ? "nowhere"
    : (from[index % Math.max(from.length, 1)]?.given.id ?? "nowhere");
}
