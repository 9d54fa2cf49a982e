import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Store } from "../../src/store/store.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import type { StorePlace } from "./store-place.ts";
import { type Call, givenBy, isRead, outcome, perform, type State } from "./store-model.ts";
import { callOf, projectOf, projects, type Step, step } from "./steps.ts";

/** How many steps a sequence is made of at most, and how many all sequences together at least. */
const [longest, enough] = soaking ? [200, 200_000] : [80, 1000];

/** One call after the other, several at once, or the store closed and opened again. */
const turn = fc.oneof(
  { weight: 60, arbitrary: fc.record({ do: fc.constant("one" as const), step }) },
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constant("together" as const),
      steps: fc.array(step, { minLength: 2, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const) }) },
);

/** Random sequences of calls do what the model says, on any store. */
export function describeSequences(newPlace: () => Promise<StorePlace>, effort: number): void {
  describe("any sequence of calls", () => {
    it(
      "answers and leaves behind what the rules say, one after the other and many at once",
      { timeout: soaking ? soakTimeout : 60_000 },
      async () => {
        await using place = await newPlace();
        let store = await place.open();
        const done = { runs: 0, steps: 0 };
        const seed = Number(process.env["HOTSPOT_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
        const sequences = fc.array(turn, { maxLength: longest, size: "max" });
        const property = fc.asyncProperty(sequences, async (turns) => {
          done.runs += 1;
          const run = `run${done.runs}`;
          let state = await begin(store, run);
          for (const next of turns) {
            if (next.do === "reopen") {
              await store.close();
              store = await place.open();
              continue;
            }
            const together = next.do === "one" ? [next.step] : next.steps;
            state = await performTogether(store, state, together, run);
            done.steps += together.length;
          }
          await expectHolds(store, state, run);
        });
        for (let round = 0; done.steps < enough * effort; round++) {
          await fc.assert(property, { seed: seed + round, numRuns: soaking ? 10 : 2 });
        }
        await store.close();
        tell(`model: ${done.steps} steps in ${done.runs} sequences, seeds from ${seed}`);
      },
    );
  });
}

/** What a read gives. */
const none = { id: "" };

const settings = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 0 };

/** Each project begins with one configuration, so that the first steps have something to meet. */
async function begin(store: Store, run: string): Promise<State> {
  let state: State = [];
  for (const project of projects) {
    const call: Call = {
      kind: "createConfig",
      project: projectOf(run, project),
      config: settings,
    };
    state = outcome(state, call, givenBy(call, await perform(store, call))).state;
  }
  return state;
}

/**
 * Makes the calls without waiting in between. Writes to one configuration, and creations in one
 * project, take effect in the order of their calls; a read sees them up to some point.
 */
async function performTogether(
  store: Store,
  before: State,
  steps: readonly Step[],
  run: string,
): Promise<State> {
  const calls = steps.map((each) => callOf(each, before, run));
  const answers = await Promise.all(calls.map((call) => perform(store, call)));
  let moments: Moment[] = [{ state: before, unseen: [] }];
  let state = before;
  for (const [index, call] of calls.entries()) {
    if (isRead(call)) continue;
    const after = outcome(state, call, givenBy(call, answers[index]));
    expect(answers[index], call.kind).toStrictEqual(after.answer);
    state = after.state;
    moments = moments.flatMap((moment) => withOrWithout(moment, call, answers[index]));
  }
  for (const [index, call] of calls.entries()) {
    if (!isRead(call)) continue;
    const allowed = moments.map((moment) => outcome(moment.state, call, none).answer);
    const moment = allowed.find((answer) => isDeepStrictEqual(answer, answers[index]));
    expect(answers[index], call.kind).toStrictEqual(moment ?? allowed.at(-1));
  }
  return state;
}

/** What a read may see while writes are made: the state without some of them. */
interface Moment {
  readonly state: State;
  /** What the left out writes write to: later writes to the same are left out, too. */
  readonly unseen: readonly string[];
}

function withOrWithout(moment: Moment, call: Call, answer: unknown): Moment[] {
  const { state, unseen } = moment;
  const writesTo = "id" in call ? call.id : call.project;
  if (unseen.includes(writesTo)) return [moment];
  const seen = { state: outcome(state, call, givenBy(call, answer)).state, unseen };
  return [seen, { state, unseen: [...unseen, writesTo] }];
}

/** Expects that the store holds this and nothing else in the projects of the run. */
async function expectHolds(store: Store, state: State, run: string): Promise<void> {
  const all = { offset: 0, limit: 1000 };
  for (const name of projects) {
    const project = projectOf(run, name);
    const reads: Call[] = [{ kind: "listConfigs", project, page: all }];
    for (const { given } of state)
      reads.push({ kind: "listUsers", project, id: given.id, filter: "", page: all });
    for (const call of reads) {
      expect(await perform(store, call)).toStrictEqual(outcome(state, call, none).answer);
    }
    const ids = state.filter((kept) => kept.project === project).map(({ given }) => given.id);
    expect(ids, "a later id sorts after an earlier one").toEqual(ids.toSorted());
  }
}
