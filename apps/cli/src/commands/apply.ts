import type { Command } from "commander";

import type { Act } from "../context.ts";
import { dryRunOption, maxOverwritesOption, maxRemovalsOption, valued } from "../options.ts";
import type { ApplyOptions } from "../project-file/apply-file.ts";
import { withExamples } from "../usage.ts";

export function addApply(program: Command, act: Act): void {
  const apply = program
    .command("apply")
    .summary("Make the configurations of the project those of a file")
    .description(
      [
        "Shows how the project differs from a file of hotspot export, asks, and makes it what the file says: settings that differ are set, users of the file that are missing are added, and those whose name differs are overwritten. Users that are not in the file stay, unless --prune-users removes them. An entry without users leaves those of the service as they are. An entry without an id is created, and its id is written into the file at once. A configuration that the file does not have is named, and stays as it is.",
        "Without a terminal to ask on, --yes is needed; and --max-removals or --max-overwrites too, where a configuration would lose more users than it keeps, or more would be overwritten than stay as they are. When all is done, the project is read again and compared. Where it fails or is stopped by Ctrl-C, it says how far it came; run again, it goes on with what is left.",
        "With --check it changes nothing, and ends with 2 where the project differs from the file, with 0 where it does not, and with another code where it cannot tell. --output json, ndjson, csv or yaml shows every change to programs.",
      ].join("\n\n"),
    )
    .addOption(valued("-f, --file <file>", "the file; - is standard input").makeOptionMandatory())
    .option("--prune-users", "remove exempt users that are not in the file")
    .addOption(maxRemovalsOption())
    .addOption(maxOverwritesOption())
    .option("-y, --yes", "do not ask")
    .addOption(dryRunOption())
    .option("--check", "change nothing, and end with 2 where the project differs");
  withExamples(
    apply,
    ["hotspot apply -f hotspot.yaml", "See what would change, and say yes or no"],
    ["hotspot apply -f hotspot.yaml --check", "In CI, before a merge"],
    [
      "hotspot apply -f hotspot.yaml --yes --prune-users --max-removals 20",
      "In a script, with the users of the file and no others",
    ],
  );
  apply.action(
    act("apply the file", async (context, flags: ApplyOptions) => {
      const { applyFile } = await import("../project-file/apply-file.ts");
      return applyFile(context, flags);
    }),
  );
}
