import { defineCommand } from "../command.ts";
import { format } from "../bulk/options.ts";
import { required, text } from "../option.ts";
import { exitSessions, migration } from "./config-options.ts";
import { createdShape } from "./config-shape.ts";

const isOn = required(migration);
const sessions = required(exitSessions);
const users = text("--users", "FILE", "exempt the users of this file; - is standard input", {
  isFile: true,
});

export const configCreate = defineCommand({
  name: "config create",
  summary: "Create a configuration",
  details: [
    "Called twice, it creates two. A file of users is written as for hotspot user add, and may hold 1000 here.",
  ],
  doing: "create a configuration",
  arguments: [],
  options: [isOn, sessions, users, format],
  examples: [
    {
      line: "hotspot config create --migration on --exit-sessions 2",
      about: "Let two sessions leave a hotspot",
    },
    {
      line: "hotspot config create --migration on --exit-sessions 2 --users users.csv",
      about: "The same, but for the users of a file",
    },
  ],
  run: async (context, given) => {
    const path = given(users);
    const exempt =
      path === undefined
        ? undefined
        : await (await import("../few-users.ts")).fewUsersOf(path, given(format), context);
    const { configs } = await context.client();
    const created = await configs.create(
      {
        hotspot_session_migration_enable: given(isOn) === "on",
        hotspot_exit_session_num: given(sessions),
        ...(exempt !== undefined && { non_migrate_users: exempt }),
      },
      { signal: context.signal },
    );
    await context.output.one(createdShape, created);
  },
});
