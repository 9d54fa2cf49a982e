import { type HotspotClient, HotspotError } from "@hotspot-session/client";
import { applySync, type ChangeEnd } from "@hotspot-session/client/sync";

import { interruptible, reportEnd, type Show } from "../bulk/interruptible.ts";
import { counted, grouped } from "../bulk/progress.ts";
import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { maxNonMigrateUsers } from "../limits.ts";
import { messageOf } from "../text.ts";
import type { ConfigPlan } from "./compare.ts";
import type { ProjectFile } from "./file.ts";

/** What plans are applied with. */
interface Applying {
  readonly context: Context;
  readonly client: HotspotClient;
  readonly file: ProjectFile;
}

/**
 * Makes the changes of plans, configuration by configuration; or says how far it came, and why not
 * further.
 *
 * @returns the exit code where not all of them were made
 */
export async function applyPlans(
  applying: Applying,
  plans: readonly ConfigPlan[],
  doing: string,
): Promise<ExitCode | undefined> {
  const { context } = applying;
  let done = 0;
  const account = (mayBeCreated: boolean) => {
    const { id, place } = plans[done]?.config ?? {};
    const left = plans.length - done - 1;
    const where = id === undefined ? place : `${place}, which is ${id}`;
    context.say(
      `${grouped(done)} of ${counted(plans.length, "configuration")} done; stopped at ${where}; ${grouped(left)} not begun.`,
    );
    const before =
      mayBeCreated && id === undefined ? `write the id to ${place} if it was created, and ` : "";
    context.say(`To go on with what is left, ${before}run the same command again.`);
  };
  const end = await interruptible(
    context,
    () => account(true),
    async (show): Promise<ChangeEnd> => {
      for (const plan of plans) {
        try {
          const ended = await applyPlan(applying, plan, show);
          if (ended.end !== "complete") return ended;
        } catch (cause) {
          return { end: "failed", cause };
        }
        done += 1;
      }
      return { end: "complete" };
    },
  );
  if (end.end === "complete") return undefined;
  const code = reportEnd(context, doing, end);
  account(end.cause instanceof HotspotError && end.cause.uncertain);
  return code;
}

async function applyPlan(applying: Applying, plan: ConfigPlan, show: Show): Promise<ChangeEnd> {
  const { client, context } = applying;
  const { signal } = context;
  if (signal.aborted) return { end: "cancelled" };
  const { config, settings, sync } =
    plan.config.id === undefined ? await create(applying, plan) : plan;
  const { id = "" } = config;
  const changeUsers = (): Promise<ChangeEnd> =>
    applySync(client.nonMigrationUsers, id, sync, {
      signal,
      onProgress: ({ change, applied, users }) =>
        show(change === "add" ? "Adding" : "Removing", applied, users),
    });
  const changeSettings = async (): Promise<ChangeEnd> => {
    if (signal.aborted) return { end: "cancelled" };
    if (settings.length > 0) await client.configs.update(id, config.settings);
    return { end: "complete" };
  };
  // No session of an exempt user leaves in between.
  const steps = config.settings.hotspot_session_migration_enable
    ? [changeUsers, changeSettings]
    : [changeSettings, changeUsers];
  for (const step of steps) {
    const ended = await step();
    if (ended.end !== "complete") return ended;
  }
  return { end: "complete" };
}

/**
 * Creates a configuration, and writes its id into the file at once. One with more users than a request
 * holds is created without migration.
 *
 * @returns what is left to do
 */
async function create(
  { client, file }: Applying,
  { config, sync }: ConfigPlan,
): Promise<ConfigPlan> {
  const { settings, place, insertion } = config;
  const isWhole = sync.additions.length <= maxNonMigrateUsers;
  const to = settings.hotspot_session_migration_enable;
  const created = await client.configs.create({
    ...settings,
    hotspot_session_migration_enable: to && isWhole,
    non_migrate_users: sync.additions.slice(0, maxNonMigrateUsers),
  });
  config.id = created.id;
  try {
    if (insertion !== undefined) await file.insert(insertion, created.id);
  } catch (error) {
    throw new Failure(
      exitCode.failed,
      `the configuration ${created.id} was created, and its id could not be written to ${place}: ${messageOf(error)}. Write it there before you run the command again, or it is created again.`,
    );
  }
  return {
    config,
    settings:
      isWhole || !to ? [] : [{ field: "hotspot_session_migration_enable", from: false, to }],
    sync: { ...sync, additions: sync.additions.slice(maxNonMigrateUsers) },
  };
}
