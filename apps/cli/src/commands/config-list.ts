import type { Command } from "commander";

import type { Act } from "../context.ts";
import { maxNonMigrateUsers } from "../limits.ts";
import { addListOptions, type ListOptions, showList } from "../listing.ts";
import { withExamples } from "../usage.ts";
import { configShape } from "./config-shape.ts";

export function addConfigList(config: Command, act: Act): void {
  const list = config
    .command("list")
    .alias("ls")
    .summary("List the configurations of the project, in order of creation")
    .description(
      `Lists the configurations of the project, in order of creation.\n\nEach embeds its first ${maxNonMigrateUsers} exempt users: the table counts them, and ${maxNonMigrateUsers}+ stands for that many or more. For all of them see hotspot user list.`,
    );
  withExamples(
    addListOptions(list),
    ["hotspot config list", "The first ten"],
    ["hotspot config list --output json | jq -r '.[].id'", "The ids of all of them, in a script"],
  );
  list.action(
    act("list the configurations", async (context, options: ListOptions) => {
      const { say, signal } = context;
      const { configs } = await context.client();
      const { count, offset, isFull } = await showList(context, options, configShape, {
        page: async (page) => ({ entries: (await configs.list(page, { signal })).items }),
        all: (from) => configs.iterate(from, { signal }),
      });
      if (count === 0 && offset === 0) say("The project has no configurations.");
      if (count === 0 && offset > 0) say(`The project has no more than ${offset} configurations.`);
      if (isFull) {
        say(`There may be more: --all shows all, --offset ${offset + count} the next.`);
      }
    }),
  );
}
