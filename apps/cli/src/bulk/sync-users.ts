import type { NonMigrationUsers, UserInfo } from "@hotspot-session/client";

import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { exitCodeOf, Failure, failureLine } from "../failure.ts";
import type { Shape } from "../output/shape.ts";
import { userShape } from "../output/user-shape.ts";
import { ask, canAsk } from "../prompt.ts";
import { UsageError } from "../usage-error.ts";
import { type Format, standardInput } from "./format.ts";
import { counted, grouped, progressOn } from "./progress.ts";
import { commandLike, firstOf, reportProblems, reportRepeats } from "./report.ts";
import { send } from "./send.ts";
import { planSync, type SyncPlan, type Wanted, wantedOf } from "./sync-plan.ts";
import { readUsers } from "./user-list.ts";

/** What a command line says of a sync. */
export interface SyncOptions {
  readonly format?: Format;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly allowEmpty?: boolean;
  readonly maxRemovals?: number;
}

const doing = "sync the users";
const tones = { overwrite: undefined, add: "good", remove: "bad" } as const;

/** An entry, and what is done to it. */
interface Change extends UserInfo {
  readonly change: keyof typeof tones;
}

const changeShape: Shape<Change> = {
  columns: [
    { title: "CHANGE", cell: ({ change }) => change, tone: ({ change }) => tones[change] },
    ...userShape.columns,
  ],
  fields: ["change", ...userShape.fields],
};

/** Makes the users of a configuration those of a file, if the user agrees. */
export async function syncUsers(
  context: Context,
  config: string,
  path: string,
  options: SyncOptions,
): Promise<ExitCode> {
  const { say } = context;
  checkCanAsk(context, path, options);
  const list = await readUsers(path, options.format, context);
  if (list.wrong > 0) return reportProblems(context, list, doing);
  const wanted = wantedOf(list);
  if (wanted.contradictions.length > 0) {
    const { contradictions } = wanted;
    const wrong = { ...list, wrong: contradictions.length, problems: contradictions.slice(0, 20) };
    return reportProblems(context, wrong, doing);
  }
  reportRepeats(context, list, wanted.repeated);
  if (wanted.size === 0 && !options.allowEmpty) {
    throw new UsageError(
      `there are no users in ${list.name}, so that none would be exempt: give --allow-empty if that is meant`,
    );
  }

  const { nonMigrationUsers } = await context.client();
  const sync = { context, nonMigrationUsers, config, path, options, wanted };
  process.once("exit", failWhereStopped);
  try {
    const ended = await compareAndChange(sync);
    if (ended !== undefined) return ended;
  } finally {
    process.off("exit", failWhereStopped);
  }

  const left = await compare(sync).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    const message = `all changes were made, but the list could not be read again: ${why}`;
    throw new Failure(exitCodeOf(error), message);
  });
  if (sizeOf(left) === 0) {
    say(`The list is now what the file says: ${counted(wanted.size, "user")}.`);
    return exitCode.done;
  }
  throw new Failure(
    exitCode.failed,
    `all changes were made, and another program changed the list during that time: ${differences(left)}. Run it again.`,
  );
}

/** The reader of the changes may end first, as in `| head`, and the process with it: not all is done. */
function failWhereStopped(): void {
  process.exitCode ||= exitCode.failed;
}

interface Sync {
  readonly context: Context;
  readonly nonMigrationUsers: NonMigrationUsers;
  readonly config: string;
  readonly path: string;
  readonly options: SyncOptions;
  readonly wanted: Wanted;
}

/** @returns the exit code where nothing was to be changed, or not everything was */
async function compareAndChange(sync: Sync): Promise<ExitCode | undefined> {
  const { context, options, wanted } = sync;
  const { say, output } = context;
  const plan = await compare(sync);
  if (sizeOf(plan) === 0) {
    if (output.format !== "table") await output.list(changeShape, []);
    say(`The list is what ${wanted.list.name} says: ${counted(wanted.size, "user")}.`);
    return exitCode.done;
  }
  await show(context, plan);
  if (options.dryRun) {
    say("Nothing was changed.");
    return exitCode.done;
  }
  checkRemovals(plan, wanted, options);
  if (!options.yes && !/^y(es)?$/i.test(await ask(context, "Make these changes? [y/N] "))) {
    say("Nothing was changed.");
    return exitCode.failed;
  }
  return makeChanges(sync, plan);
}

/** Before anything is read: no one should wait for a question that cannot be asked. */
function checkCanAsk(context: Context, path: string, { yes, dryRun }: SyncOptions): void {
  if (yes || dryRun || (path !== standardInput && canAsk(context))) return;
  const why =
    path === standardInput ? "standard input is the list" : "there is no terminal to ask on";
  throw new UsageError(
    `it asks before it changes anything, and ${why}: give --yes, or --dry-run to see the changes`,
  );
}

/**
 * A list that was cut off on its way here would remove everyone else.
 *
 * @throws Failure if more would be removed than was allowed
 */
function checkRemovals(
  { removals, present }: SyncPlan,
  { size }: Wanted,
  { maxRemovals, yes, allowEmpty }: SyncOptions,
): void {
  const kept = present - removals.length;
  const isLarge = yes && removals.length > kept && !(size === 0 && allowEmpty);
  if (maxRemovals === undefined ? !isLarge : removals.length <= maxRemovals) return;
  const why = maxRemovals === undefined ? `only ${grouped(kept)} stay` : "that is too many";
  throw new Failure(
    exitCode.failed,
    `it would remove ${counted(removals.length, "user")}, and ${why}. Nothing was changed. If the list is complete, give --max-removals ${removals.length}.`,
  );
}

/** Reads the users of the configuration, and compares them with those of the file. */
async function compare({ context, nonMigrationUsers, config, wanted }: Sync): Promise<SyncPlan> {
  const { streams, signal } = context;
  const { total_count = 0 } = await nonMigrationUsers.list(config, { limit: 1 }, { signal });
  const progress = progressOn(streams.err, "Reading the list", total_count);
  try {
    const entries = nonMigrationUsers.iterate(config, {}, { signal });
    return await planSync(wanted, entries, progress.update);
  } finally {
    progress.clear();
  }
}

/** All changes for programs, the first of each kind for people. */
async function show({ output, say }: Context, plan: SyncPlan): Promise<void> {
  const { overwrites, additions, removals, lateAdditions } = plan;
  const isTable = output.format === "table";
  function* changes(): Generator<Change> {
    for (const [change, users] of [
      ["overwrite", overwrites],
      ["add", isTable ? [...firstOf(additions), ...firstOf(lateAdditions)] : additions],
      ["remove", removals],
      ["add", isTable ? [] : lateAdditions],
    ] as const) {
      for (const user of isTable ? firstOf(users) : users) yield { change, ...user };
    }
  }
  const shown = await output.list(changeShape, changes());
  if (isTable && sizeOf(plan) > shown) {
    say(`and ${grouped(sizeOf(plan) - shown)} more; --output ndjson shows all.`);
  }
  const stay = plan.present - removals.length - overwrites.length;
  say(`${differences(plan)}; ${grouped(stay)} stay as they are.`);
}

/**
 * Makes the changes of a plan, or says how many were made and how to go on.
 *
 * @returns the exit code where not all of them were made
 */
async function makeChanges(sync: Sync, plan: SyncPlan): Promise<ExitCode | undefined> {
  const { context, nonMigrationUsers, config } = sync;
  const { say, complain } = context;
  const { overwrites, additions, removals, lateAdditions } = plan;
  const total = grouped(sizeOf(plan));
  let made = 0;
  for (const users of [overwrites, additions, removals, lateAdditions]) {
    const isRemoval = users === removals;
    const change = isRemoval ? nonMigrationUsers.remove : nonMigrationUsers.add;
    const unsent = await send(change, config, context, {
      label: isRemoval ? "Removing" : "Adding",
      users,
      concurrency: isRemoval ? 4 : 1,
      onEnd(applied) {
        say(`${grouped(made + applied)} of ${total} changes are certainly made.`);
        sayHowToGoOn(sync);
      },
    });
    if (unsent === undefined) {
      made += users.length;
      continue;
    }
    const { outcome, cause, isInterrupted } = unsent;
    made += outcome.applied;
    const unknown = outcome.failed.reduce((sum, one) => sum + (one.uncertain ? one.count : 0), 0);
    const lost =
      unknown > 0 ? `; ${grouped(unknown)} may be made or not, since an answer was lost` : "";
    complain(
      isInterrupted ? `interrupted: could not ${doing} to the end` : failureLine(doing, cause),
    );
    say(`${grouped(made)} of ${total} changes are made${lost}.`);
    sayHowToGoOn(sync);
    return isInterrupted ? exitCode.interrupted : exitCodeOf(cause);
  }
  return undefined;
}

function sayHowToGoOn({ context, config, path, options }: Sync): void {
  const { yes, allowEmpty, format, maxRemovals } = options;
  const flags = [...(yes ? ["--yes"] : []), ...(allowEmpty ? ["--allow-empty"] : [])];
  const others = { format, "max-removals": maxRemovals?.toString() };
  context.say("To go on with what is left:");
  context.say(`  ${commandLike(context, ["user", "sync", config, path, ...flags], others)}`);
}

const sizeOf = ({ overwrites, additions, removals, lateAdditions }: SyncPlan) =>
  overwrites.length + additions.length + removals.length + lateAdditions.length;

const differences = ({ overwrites, additions, removals, lateAdditions }: SyncPlan) =>
  `${grouped(additions.length + lateAdditions.length)} to add, ${grouped(overwrites.length)} to overwrite, ${grouped(removals.length)} to remove`;
