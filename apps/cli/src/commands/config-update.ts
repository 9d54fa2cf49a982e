import { defineCommand } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { config } from "./config-argument.ts";
import { exitSessions, migration } from "./config-options.ts";
import { settingsShape } from "./config-shape.ts";

export const configUpdate = defineCommand({
  name: "config update",
  summary: "Change the settings of a configuration",
  details: [
    "Give at least one. The API replaces both settings at once: the one that is not given is read from the list of configurations first and sent as it was. What somebody else changes between the two is lost; give both, and nothing is read.",
    "The exempt users stay as they are.",
  ],
  doing: "update the configuration",
  arguments: [config],
  options: [migration, exitSessions],
  examples: [
    {
      line: "hotspot config update 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --exit-sessions 4",
      about: "Let four sessions leave, migration being on or off as it was",
    },
    {
      line: "hotspot config update 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --migration off --exit-sessions 4",
      about: "Set both",
    },
  ],
  run: async ({ client, output, signal }, given) => {
    const id = given(config);
    const isOn = given(migration);
    const sessions = given(exitSessions);
    if (isOn === undefined && sessions === undefined) {
      throw new UsageError("nothing to change: give --migration, --exit-sessions or both");
    }
    const hotspot = await client();
    const { findConfig } = await import("../find-config.ts");
    const isWhole = isOn !== undefined && sessions !== undefined;
    const current = isWhole ? undefined : await findConfig(hotspot, id, signal);
    const updated = await hotspot.configs.update(
      id,
      {
        hotspot_session_migration_enable:
          isOn === undefined ? current?.hotspot_session_migration_enable === true : isOn === "on",
        hotspot_exit_session_num: sessions ?? current?.hotspot_exit_session_num ?? 0,
      },
      { signal },
    );
    await output.one(settingsShape, updated);
  },
});
