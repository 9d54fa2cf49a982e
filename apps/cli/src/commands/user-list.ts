import type { Command } from "commander";

import type { Act } from "../context.ts";
import { addListOptions, type ListOptions, showList } from "../listing.ts";
import { configArgument, valued } from "../options.ts";
import { userShape } from "../output/user-shape.ts";
import { withExamples } from "../usage.ts";

interface Flags extends ListOptions {
  readonly name?: string;
}

export function addUserList(user: Command, act: Act): void {
  const list = user
    .command("list")
    .alias("ls")
    .summary("List the exempt users of a configuration, in order of creation")
    .description(
      "Lists the exempt users of a configuration, in order of creation. A user without a name matches no --name.",
    )
    .addArgument(configArgument())
    .addOption(
      valued("--name <substring>", "only users whose name contains this, in capitals or not"),
    );
  withExamples(
    addListOptions(list),
    [
      "hotspot user list 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --name batch",
      "The first ten whose name contains batch",
    ],
    [
      "hotspot user list 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --output csv > users.csv",
      "All of them, in a file that user add and user sync read",
    ],
  );
  list.action(
    act("list the exempt users", async (context, config: string, flags: Flags) => {
      const { say, signal } = context;
      const { nonMigrationUsers } = await context.client();
      const filter = flags.name === undefined ? {} : { user_name: flags.name };
      let total = 0;
      const { count, offset } = await showList(context, flags, userShape, {
        page: async (page) => {
          const found = await nonMigrationUsers.list(config, { ...filter, ...page }, { signal });
          total = found.total_count;
          return { entries: found.non_migrate_users, total };
        },
        all: (from) => nonMigrationUsers.iterate(config, { ...filter, ...from }, { signal }),
      });
      if (count === 0) {
        const which = flags.name === undefined ? "exempt users" : "exempt users of such a name";
        say(`The configuration has no ${which}${offset === 0 ? "" : ` from offset ${offset} on`}.`);
      }
      if (offset + count < total) {
        say(`${count} of ${total}: --all shows all, --offset ${offset + count} the next.`);
      }
    }),
  );
}
