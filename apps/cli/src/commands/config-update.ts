import type { Command } from "commander";

import type { Act } from "../context.ts";
import { configArgument, exitSessionsOption, migrationOption } from "../options.ts";
import { withExamples } from "../usage.ts";
import { UsageError } from "../usage-error.ts";
import { settingsShape } from "./config-shape.ts";

interface Flags {
  readonly migration?: "on" | "off";
  readonly exitSessions?: number;
}

export function addConfigUpdate(config: Command, act: Act): void {
  const update = config
    .command("update")
    .summary("Change the settings of a configuration")
    .description(
      "Changes the settings of a configuration; give at least one. The API replaces both at once: the one that is not given is read from the list of configurations first and sent as it was, and what another program changes between the two is lost. Give both, and nothing is read.\n\nThe exempt users stay as they are.",
    )
    .addArgument(configArgument())
    .addOption(migrationOption())
    .addOption(exitSessionsOption());
  withExamples(
    update,
    [
      "hotspot config update 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --exit-sessions 4",
      "Let four sessions leave, migration being on or off as it was",
    ],
    [
      "hotspot config update 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --migration off --exit-sessions 4",
      "Set both",
    ],
  );
  update.action(
    act("update the configuration", async (context, id: string, flags: Flags) => {
      const { client, output, signal } = context;
      const { migration, exitSessions } = flags;
      if (migration === undefined && exitSessions === undefined) {
        throw new UsageError("nothing to change: give --migration, --exit-sessions or both");
      }
      const hotspot = await client();
      const { findConfig } = await import("./find-config.ts");
      const isWhole = migration !== undefined && exitSessions !== undefined;
      const current = isWhole ? undefined : await findConfig(hotspot, id, signal);
      const updated = await hotspot.configs.update(
        id,
        {
          hotspot_session_migration_enable:
            migration === undefined
              ? current?.hotspot_session_migration_enable === true
              : migration === "on",
          hotspot_exit_session_num: exitSessions ?? current?.hotspot_exit_session_num ?? 0,
        },
        { signal },
      );
      await output.one(settingsShape, updated);
    }),
  );
}
