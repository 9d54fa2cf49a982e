import type { NonMigrationUsers } from "@hotspot-session/client";

import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { ask, canAsk } from "../prompt.ts";
import { UsageError } from "../usage-error.ts";
import { type Change, changeShape } from "./change.ts";
import { checkInput } from "./check.ts";
import { ChunkLines } from "./chunk-lines.ts";
import { complainOfRows, noteRepeated } from "./findings.ts";
import { standardInput } from "./format.ts";
import { fileInput } from "./input.ts";
import { grouped, progressOn } from "./progress.ts";
import { mayGoOn, usersOf } from "./send.ts";
import { doing, makeChanges, type SyncRequest } from "./sync-changes.ts";
import { openSyncPlan, type SyncPlan } from "./sync-plan.ts";
import { SyncTarget } from "./sync-target.ts";

/** Makes the list of a configuration what a file says, if whoever is asked agrees. */
export async function syncUsers(context: Context, request: SyncRequest): Promise<ExitCode> {
  const { say, output, signal } = context;
  checkCanAsk(context, request);
  await using input = await fileInput(request.path, request.format, context);
  const target = new SyncTarget();
  const checked = await checkInput(input, context, {
    also: ({ user, line }) => target.put(user, line),
  });
  if (checked.wrong > 0) return complainOfRows(context, input, checked, doing);
  noteRepeated(context, input, checked);
  if (checked.users === 0 && !request.mayBeEmpty) {
    throw new UsageError(
      `there are no users in ${input.name}, so that nobody would be exempt: give --allow-empty if that is meant`,
    );
  }

  const { nonMigrationUsers } = await context.client();
  await using plan = await openSyncPlan(target);
  await seeList(context, nonMigrationUsers, request.config, plan);
  const lines = new ChunkLines();
  for await (const user of usersOf(input, { fromLine: 1, count: checked.users, lines, signal })) {
    await plan.want(user);
  }

  if (plan.size === 0) {
    if (output.format !== "table") await output.list(changeShape, []);
    say(`The list is what ${input.name} says: ${users(target.size)}.`);
    return exitCode.done;
  }
  await show(context, plan);
  if (request.isDryRun) {
    say("Nothing was changed.");
    return exitCode.done;
  }
  if (!request.isAgreed && !/^y(es)?$/i.test(await ask(context, "Make these changes? [y/N] "))) {
    say("Nothing was changed.");
    return exitCode.failed;
  }
  return (
    (await makeChanges(context, nonMigrationUsers, request, plan)) ??
    (await verify(context, nonMigrationUsers, request, target.size))
  );
}

/** Before anything is read: nobody is to wait for a question that cannot be asked. */
function checkCanAsk(context: Context, { isAgreed, isDryRun, path }: SyncRequest): void {
  if (isAgreed || isDryRun) return;
  const why =
    path === standardInput
      ? "standard input is the list"
      : canAsk(context)
        ? undefined
        : "there is no terminal to ask on";
  if (why === undefined) return;
  throw new UsageError(
    `it asks before it changes anything, and ${why}: give --yes, or --dry-run to see the changes`,
  );
}

/** Reads the list as it is. */
async function seeList(
  { streams, signal }: Context,
  nonMigrationUsers: NonMigrationUsers,
  config: string,
  plan: SyncPlan,
): Promise<void> {
  const { total_count: total } = await nonMigrationUsers.list(config, { limit: 1 }, { signal });
  const progress = progressOn(streams.err, { label: "Reading the list", total, isUsers: true });
  let seen = 0;
  try {
    for await (const entry of nonMigrationUsers.iterate(config, {}, { signal })) {
      await plan.see(entry);
      seen += 1;
      progress.update(seen);
    }
  } finally {
    progress.clear();
  }
}

/** All changes for programs, the first of each kind for people. */
async function show({ output, say, signal }: Context, plan: SyncPlan): Promise<void> {
  const { counts, preview, size, target } = plan;
  async function* all(): AsyncGenerator<Change, void, void> {
    for (const { changes } of plan.parts) {
      for await (const change of changes.entries()) {
        mayGoOn(signal);
        yield change;
      }
    }
  }
  await output.list(changeShape, output.format === "table" ? preview : all());
  if (output.format === "table" && size > preview.length) {
    say(`and ${grouped(size - preview.length)} more; --output ndjson shows all.`);
  }
  const { add, overwrite, remove } = counts;
  const kept = target.size - add - overwrite;
  say(
    `${grouped(add)} to add, ${grouped(overwrite)} to overwrite, ${grouped(remove)} to remove; ${grouped(kept)} stay as they are.`,
  );
}

/** What somebody else changed meanwhile shows in the number of users. */
async function verify(
  { say, signal }: Context,
  nonMigrationUsers: NonMigrationUsers,
  { config, path }: SyncRequest,
  size: number,
): Promise<ExitCode> {
  const { total_count } = await nonMigrationUsers.list(config, { limit: 1 }, { signal });
  if (total_count === size) {
    say(`The list is now what the file says: ${users(size)}.`);
    return exitCode.done;
  }
  throw new Failure(
    exitCode.failed,
    `all changes were made, but the list has ${users(total_count)} where ${path} has ${grouped(size)}: somebody else changed it meanwhile. Run it again.`,
  );
}

const users = (count: number) => `${grouped(count)} user${count === 1 ? "" : "s"}`;
