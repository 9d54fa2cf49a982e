import { oneWord } from "../argument.ts";
import { allowEmpty, dryRun, format, yes } from "../bulk/options.ts";
import { defineCommand } from "../command.ts";
import { config } from "./config-argument.ts";

const list = oneWord(
  "FILE",
  "the users who are to be exempt, and nobody else; - is standard input",
  {
    isFile: true,
  },
);

export const userSync = defineCommand({
  name: "user sync",
  summary: "Make the exempt users those of a file, and nobody else",
  details: [
    "Shows the difference, asks, and makes it: users of the file that are not in the list are added, those whose name differs are overwritten, and entries that are not in the file are removed, in this order. Nobody who is in both stops being exempt meanwhile. Who is added comes in the order of the file; who is in the list keeps the place there.",
    "Without a terminal to ask on, --yes is needed. The table shows the first of the changes; --output json, ndjson, csv or yaml shows each of them.",
    "The file is one of hotspot user add. A file that gives an id two names is refused, as is one without any user, unless --allow-empty says that this is meant. Where it fails, run it again: it finds what is left. What others change while it runs may be missed, which it notices and says.",
  ],
  doing: "sync the users",
  arguments: [config, list],
  options: [format, yes, dryRun, allowEmpty],
  examples: [
    {
      line: "hotspot user sync 019a2b5e7c1d73e89f4a5b6c7d8e9f01 users.csv",
      about: "See what would change, and say yes or no",
    },
    {
      line: "hotspot user sync 019a2b5e7c1d73e89f4a5b6c7d8e9f01 users.csv --dry-run --output ndjson",
      about: "Every change, for a program, and none of them made",
    },
    {
      line: "hotspot user sync 019a2b5e7c1d73e89f4a5b6c7d8e9f01 users.csv --yes",
      about: "In a script",
    },
  ],
  run: async (context, given) => {
    const { syncUsers } = await import("../bulk/sync-users.ts");
    return syncUsers(context, {
      config: given(config),
      path: given(list),
      format: given(format),
      isAgreed: given(yes),
      isDryRun: given(dryRun),
      mayBeEmpty: given(allowEmpty),
    });
  },
});
