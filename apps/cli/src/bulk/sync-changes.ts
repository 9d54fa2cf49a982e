import type { NonMigrationUsers } from "@hotspot-session/client";

import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { exitCodeOf, failureLine } from "../failure.ts";
import { userOf } from "./change.ts";
import type { Format } from "./format-names.ts";
import { commandLike } from "./go-on.ts";
import { grouped } from "./progress.ts";
import { mayGoOn, send } from "./send.ts";
import type { SyncPlan } from "./sync-plan.ts";

/** What a command line says of a sync. */
export interface SyncRequest {
  readonly config: string;
  readonly path: string;
  readonly format: Format | undefined;
  readonly isAgreed: boolean;
  readonly isDryRun: boolean;
  readonly mayBeEmpty: boolean;
}

export const doing = "sync the users";

/**
 * Makes the changes of a plan, or says how many were made and how to go on.
 *
 * @returns the exit code where not all of them were made
 */
export async function makeChanges(
  context: Context,
  { add, remove }: NonMigrationUsers,
  request: SyncRequest,
  plan: SyncPlan,
): Promise<ExitCode | undefined> {
  const { say, complain, signal } = context;
  let made = 0;
  for (const { kind, changes } of plan.parts) {
    const label = kind === "ADD" ? "Adding" : "Removing";
    const unsent = await send(
      kind === "ADD" ? add : remove,
      request.config,
      usersIn(changes, signal),
      context,
      {
        work: { label, total: changes.size, isUsers: true },
        // What is added has an order, which is that of the file.
        concurrency: kind === "ADD" ? 1 : 4,
        onEnd(applied) {
          const sure = grouped(made + applied);
          say(`${sure} of ${grouped(plan.size)} changes are made for sure.`);
          sayHowToGoOn(context, request);
        },
      },
    );
    if (unsent === undefined) {
      made += changes.size;
      continue;
    }
    const { outcome, cause, isInterrupted } = unsent;
    made += outcome.applied;
    const unknown = outcome.failed.reduce((sum, one) => sum + (one.uncertain ? one.count : 0), 0);
    complain(
      isInterrupted ? `interrupted: could not ${doing} to the end` : failureLine(doing, cause),
    );
    say(
      `${grouped(made)} of ${grouped(plan.size)} changes are made${unknown > 0 ? `; ${grouped(unknown)} may be made or not, since no answer told` : ""}.`,
    );
    sayHowToGoOn(context, request);
    return isInterrupted ? exitCode.interrupted : exitCodeOf(cause);
  }
  return undefined;
}

function sayHowToGoOn(
  context: Context,
  { config, path, format, isAgreed, mayBeEmpty }: SyncRequest,
): void {
  const flags = [...(isAgreed ? ["--yes"] : []), ...(mayBeEmpty ? ["--allow-empty"] : [])];
  context.say("To go on with what is left:");
  context.say(`  ${commandLike(context, ["user", "sync", config, path, ...flags], { format })}`);
}

async function* usersIn(changes: SyncPlan["parts"][number]["changes"], signal: AbortSignal) {
  for await (const change of changes.entries()) {
    mayGoOn(signal);
    yield userOf(change);
  }
}
