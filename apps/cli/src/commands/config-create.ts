import type { UserFileFormat } from "@hotspot-session/client/user-files";
import type { Command } from "commander";

import type { Act, Context } from "../context.ts";
import { exitCode } from "../exit-code.ts";
import { maxNonMigrateUsers } from "../limits.ts";
import { exitSessionsOption, formatOption, migrationOption, valued } from "../options.ts";
import { withExamples } from "../usage.ts";
import { UsageError } from "../usage-error.ts";
import { createdShape } from "./config-shape.ts";

interface Flags {
  readonly migration: "on" | "off";
  readonly exitSessions: number;
  readonly users?: string;
  readonly format?: UserFileFormat;
}

export function addConfigCreate(config: Command, act: Act): void {
  const create = config
    .command("create")
    .summary("Create a configuration")
    .description(
      `Creates a configuration. Called twice, it creates two. A file of users is written as for hotspot user add, and may hold ${maxNonMigrateUsers} here.`,
    )
    .addOption(migrationOption().makeOptionMandatory())
    .addOption(exitSessionsOption().makeOptionMandatory())
    .addOption(valued("--users <file>", "exempt the users of this file; - is standard input"))
    .addOption(formatOption());
  withExamples(
    create,
    ["hotspot config create --migration on --exit-sessions 2", "Let two sessions leave a hotspot"],
    [
      "hotspot config create --migration on --exit-sessions 2 --users users.csv",
      "The same, but for the users of a file",
    ],
  );
  create.action(
    act("create a configuration", async (context, flags: Flags) => {
      const list = await listOf(context, flags);
      if (list !== undefined && list.wrong > 0) {
        const { reportProblems } = await import("../bulk/report.ts");
        return reportProblems(context, list, "create a configuration");
      }
      const { configs } = await context.client();
      const created = await configs.create(
        {
          hotspot_session_migration_enable: flags.migration === "on",
          hotspot_exit_session_num: flags.exitSessions,
          ...(list !== undefined && { non_migrate_users: [...list.users] }),
        },
        { signal: context.signal },
      );
      await context.output.one(createdShape, created);
      return exitCode.done;
    }),
  );
}

/** @throws UsageError if there are too many */
async function listOf(context: Context, { users: path, format }: Flags) {
  if (path === undefined) return undefined;
  const { readUsers } = await import("../bulk/user-list.ts");
  const list = await readUsers(path, format, context);
  if (list.users.length <= maxNonMigrateUsers) return list;
  throw new UsageError(
    `${list.name} has more than ${maxNonMigrateUsers} users, which is what a creation takes: create it without, and add them by hotspot user add`,
  );
}
