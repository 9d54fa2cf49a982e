import { defineCommand } from "../command.ts";
import { listOptions, showList } from "../listing.ts";
import { configShape } from "./config-shape.ts";

export const configList = defineCommand({
  name: "config list",
  summary: "List the configurations of the project, in order of creation",
  details: [
    "Each embeds its first 1000 exempt users: the table counts them, and 1000+ stands for that many or more. For all of them see hotspot user list.",
  ],
  doing: "list the configurations",
  arguments: [],
  options: listOptions,
  examples: [
    { line: "hotspot config list", about: "The first ten" },
    {
      line: "hotspot config list --all --output json | jq -r '.[].id'",
      about: "The ids of all of them, in a script",
    },
  ],
  run: async (context, given) => {
    const { say, signal } = context;
    const { configs } = await context.client();
    const { count, offset, hasMore } = await showList(context, given, configShape, (query) =>
      configs.iterate(query, { signal }),
    );
    if (count === 0 && offset === 0) say("The project has no configurations.");
    if (count === 0 && offset > 0) say(`The project has no more than ${offset} configurations.`);
    if (hasMore) say(`There are more: --all shows them, --offset ${offset + count} the next.`);
  },
});
