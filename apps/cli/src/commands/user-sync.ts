import type { Command } from "commander";

import type { SyncOptions } from "../bulk/sync-users.ts";
import type { Act } from "../context.ts";
import {
  configArgument,
  dryRunOption,
  formatOption,
  maxOverwritesOption,
  maxRemovalsOption,
} from "../options.ts";
import { withExamples } from "../usage.ts";

export function addUserSync(user: Command, act: Act): void {
  const sync = user
    .command("sync")
    .summary("Make the exempt users those of a file, and no others")
    .description(
      [
        "Shows the difference between the list and a file, asks, and makes it: users of the file that are not in the list are added, those whose name differs are overwritten, and entries that are not in the file are removed, in this order. A user who is in both is exempt all the time. Additions come in the order of the file; an entry that stays keeps its place.",
        "Without a terminal to ask on, --yes is needed; and --max-removals too, where more entries would be removed than stay: a list that was cut off on its way would otherwise remove the rest. In the same way --max-overwrites is needed where more would be overwritten than stay as they are: a list that lost its names would otherwise erase those of the service. The table shows the first of the changes; --output json, ndjson, csv or yaml shows each of them.",
        "The file is one of hotspot user add. A file that gives an id two names is refused, as is one without any user, unless --allow-empty says that this is meant. When all is done, the list is read again and compared: where another program changed it during that time, the command fails and says so. Where it fails, run it again: it finds what is left.",
      ].join("\n\n"),
    )
    .addArgument(configArgument())
    .argument("<file>", "the users to exempt, and no others; - is standard input")
    .addOption(formatOption())
    .option("-y, --yes", "do not ask")
    .addOption(maxRemovalsOption())
    .addOption(maxOverwritesOption())
    .addOption(dryRunOption())
    .option("--allow-empty", "accept a file without users, which exempts none");
  withExamples(
    sync,
    [
      "hotspot user sync 019a2b5e7c1d73e89f4a5b6c7d8e9f01 users.csv",
      "See what would change, and say yes or no",
    ],
    [
      "hotspot user sync 019a2b5e7c1d73e89f4a5b6c7d8e9f01 users.csv --dry-run --output ndjson",
      "Every change, for a program, and none of them made",
    ],
    [
      "hotspot user sync 019a2b5e7c1d73e89f4a5b6c7d8e9f01 users.csv --yes --max-removals 20",
      "In a script",
    ],
  );
  sync.action(
    act("sync the users", async (context, config: string, file: string, flags: SyncOptions) => {
      const { syncUsers } = await import("../bulk/sync-users.ts");
      return syncUsers(context, config, file, flags);
    }),
  );
}
