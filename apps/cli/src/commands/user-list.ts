import { defineCommand } from "../command.ts";
import { listOptions, showList } from "../listing.ts";
import { text } from "../option.ts";
import { config } from "./config-argument.ts";
import { userShape } from "./user-shape.ts";

const name = text("--name", "SUBSTRING", "only users whose name contains this, in capitals or not");

export const userList = defineCommand({
  name: "user list",
  summary: "List the exempt users of a configuration, in order of creation",
  details: ["A user without a name matches no --name."],
  doing: "list the exempt users",
  arguments: [config],
  options: [name, ...listOptions],
  examples: [
    {
      line: "hotspot user list 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --name batch",
      about: "The first ten whose name contains batch",
    },
    {
      line: "hotspot user list 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --all --output csv > users.csv",
      about: "All of them, in a file that user add and user sync read",
    },
  ],
  run: async (context, given) => {
    const { say, signal } = context;
    const { nonMigrationUsers } = await context.client();
    const user_name = given(name);
    const filter = user_name === undefined ? {} : { user_name };
    const { count, offset, hasMore } = await showList(context, given, userShape, (query) =>
      nonMigrationUsers.iterate(given(config), { ...filter, ...query }, { signal }),
    );
    if (count === 0) {
      const which = user_name === undefined ? "exempt users" : "exempt users of such a name";
      say(`The configuration has no ${which}${offset === 0 ? "" : ` from offset ${offset} on`}.`);
    }
    if (!hasMore) return;
    const { total_count } = await nonMigrationUsers.list(
      given(config),
      { ...filter, limit: 1 },
      { signal },
    );
    say(`${count} of ${total_count}: --all shows all, --offset ${offset + count} the next.`);
  },
});
