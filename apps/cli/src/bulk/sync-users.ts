import type { NonMigrationUsers, UserInfo } from "@hotspot-session/client";
import {
  applySync,
  planSync,
  type SyncCounts,
  syncCounts,
  type SyncPlan,
  type SyncTarget,
} from "@hotspot-session/client/sync";
import type { UserFileFormat } from "@hotspot-session/client/user-files";

import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure, readAgain } from "../failure.ts";
import type { Shape } from "../output/shape.ts";
import { userShape } from "../output/user-shape.ts";
import { checkCanAsk, isAgreed } from "../prompt.ts";
import { UsageError } from "../usage-error.ts";
import { type ChangeBounds, checkBounds } from "./change-bounds.ts";
import { failWhereStopped, interruptible, reportEnd } from "./interruptible.ts";
import { counted, grouped, progressOn } from "./progress.ts";
import { commandLike, firstOf } from "./report.ts";
import { targetOf } from "./target.ts";
import { nameOf, readUsers, standardInput } from "./user-list.ts";

/** What a command line says of a sync. */
export interface SyncOptions extends ChangeBounds {
  readonly format?: UserFileFormat;
  readonly dryRun?: boolean;
  readonly allowEmpty?: boolean;
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
  if (!options.yes && !options.dryRun)
    checkCanAsk(context, path === standardInput ? "list" : undefined);
  const name = nameOf(path);
  const target = targetOf(context, await readUsers(path, options.format, context), doing);
  if (typeof target === "number") return target;
  const { size } = target;
  if (size === 0 && !options.allowEmpty) {
    throw new UsageError(
      `there are no users in ${name}, so that none would be exempt: give --allow-empty if that is meant`,
    );
  }

  const { nonMigrationUsers } = await context.client();
  const sync = { context, nonMigrationUsers, config, path, options, name, target };
  const ended = await failWhereStopped(() => compareAndChange(sync));
  if (ended !== undefined) return ended;

  const left = await readAgain("the list", compare(sync));
  const counts = syncCounts(left);
  if (counts.changes === 0) {
    say(`The list is now what the file says: ${counted(size, "user")}.`);
    return exitCode.done;
  }
  throw new Failure(
    exitCode.failed,
    `all changes were made, and another program changed the list during that time: ${differences(counts)}. Run it again.`,
  );
}

interface Sync {
  readonly context: Context;
  readonly nonMigrationUsers: NonMigrationUsers;
  readonly config: string;
  readonly path: string;
  readonly options: SyncOptions;
  /** What messages call the list. */
  readonly name: string;
  readonly target: SyncTarget;
}

/** @returns the exit code where nothing was to be changed, or not everything was */
async function compareAndChange(sync: Sync): Promise<ExitCode | undefined> {
  const { context, options, name, target } = sync;
  const { say, output } = context;
  const plan = await compare(sync);
  const counts = syncCounts(plan);
  if (counts.changes === 0) {
    if (output.format !== "table") await output.list(changeShape, []);
    say(`The list is what ${name} says: ${counted(target.size, "user")}.`);
    return exitCode.done;
  }
  await show(context, plan, counts);
  if (options.dryRun) {
    say("Nothing was changed.");
    return exitCode.done;
  }
  // An empty list that is meant removes everyone.
  const isMeant = target.size === 0 && options.allowEmpty;
  checkBounds([counts], isMeant ? { ...options, yes: false } : options);
  if (!options.yes && !(await isAgreed(context))) return exitCode.failed;
  return makeChanges(sync, plan, counts);
}

/** Reads the users of the configuration, and compares them with those of the file. */
async function compare({ context, nonMigrationUsers, config, target }: Sync): Promise<SyncPlan> {
  const { streams, signal } = context;
  const { total_count = 0 } = await nonMigrationUsers.list(config, { limit: 1 }, { signal });
  const progress = progressOn(streams.err, "Reading the list", total_count);
  try {
    const entries = nonMigrationUsers.iterate(config, {}, { signal });
    return await planSync(target, entries, progress.update);
  } finally {
    progress.clear();
  }
}

/** All changes for programs, the first of each kind for people. */
async function show({ output, say }: Context, plan: SyncPlan, counts: SyncCounts): Promise<void> {
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
  if (isTable && counts.changes > shown) {
    say(`and ${grouped(counts.changes - shown)} more; --output ndjson shows all.`);
  }
  say(`${differences(counts)}; ${grouped(counts.unchanged)} stay as they are.`);
}

/**
 * Makes the changes of a plan, or says how many were made and how to go on.
 *
 * @returns the exit code where not all of them were made
 */
async function makeChanges(
  sync: Sync,
  plan: SyncPlan,
  { changes }: SyncCounts,
): Promise<ExitCode | undefined> {
  const { context, nonMigrationUsers, config } = sync;
  const { say, signal } = context;
  let certain = 0;
  const onEnd = () => {
    say(`${grouped(certain)} of ${grouped(changes)} changes are certainly made.`);
    sayHowToGoOn(sync);
  };
  const result = await interruptible(context, onEnd, (showProgress) =>
    applySync(nonMigrationUsers, config, plan, {
      signal,
      onProgress({ change, applied, users, made }) {
        certain = made;
        showProgress(change === "add" ? "Adding" : "Removing", applied, users);
      },
    }),
  );
  if (result.end === "complete") return undefined;
  const { made, uncertain } = result;
  const lost =
    uncertain > 0 ? `; ${grouped(uncertain)} may be made or not, since an answer was lost` : "";
  const code = reportEnd(context, doing, result);
  say(`${grouped(made)} of ${grouped(changes)} changes are made${lost}.`);
  sayHowToGoOn(sync);
  return code;
}

function sayHowToGoOn({ context, config, path, options }: Sync): void {
  const { yes, allowEmpty, format, maxRemovals, maxOverwrites } = options;
  const flags = [...(yes ? ["--yes"] : []), ...(allowEmpty ? ["--allow-empty"] : [])];
  const others = {
    format,
    "max-removals": maxRemovals?.toString(),
    "max-overwrites": maxOverwrites?.toString(),
  };
  context.say("To go on with what is left:");
  context.say(`  ${commandLike(context, ["user", "sync", config, path, ...flags], others)}`);
}

const differences = ({ additions, overwrites, removals }: SyncCounts) =>
  `${grouped(additions)} to add, ${grouped(overwrites)} to overwrite, ${grouped(removals)} to remove`;
