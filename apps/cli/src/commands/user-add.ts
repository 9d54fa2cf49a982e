import type { Command } from "commander";

import type { ChangeOptions } from "../bulk/change-users.ts";
import type { Act } from "../context.ts";
import {
  configArgument,
  dryRunOption,
  formatOption,
  repeatable,
  valued,
  wholeNumber,
} from "../options.ts";
import { withExamples } from "../usage.ts";

export function addUserAdd(user: Command, act: Act): void {
  const add = user
    .command("add")
    .summary("Exempt users, by name, by id or from a file of any length")
    .description(
      [
        "Exempts users. A user is known by the id, or else by the exact name. One whose id is in the list already is overwritten in its place, and loses its name where none is given.",
        "A file is CSV, NDJSON or a name a line, in UTF-8. CSV may have a header with user_id, user_name or both in any order; without one, two columns are id and name, and one column is the name. What looks like another header is refused. Lines of NDJSON are objects with user_id, user_name or both. Lines that are empty are skipped, and a field of CSV that is empty is absent.",
        "The whole of it is checked before anything is sent, and --dry-run shows the first users as they were understood. Requests then hold 1000 users each, in the order of the file; each is applied as a whole or not at all. Where it fails or is stopped by Ctrl-C, it says which lines are in and which are not, and how to go on.",
      ].join("\n\n"),
    );
  withExamples(
    addChangeOptions(add),
    [
      "hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 night-batch 'Ann Lee'",
      "Two users by name",
    ],
    [
      "hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --id da16f9b8bc9444029cc171a4f7286353=test",
      "One by id, with a name",
    ],
    [
      "hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --file users.csv --dry-run",
      "Check a file",
    ],
    [
      "cut -d: -f1 /etc/passwd | hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --file - --format lines",
      "The users whom another program names",
    ],
  );
  add.action(
    act("add the users", async (context, config: string, names: string[], flags: ChangeOptions) => {
      const { changeUsers } = await import("../bulk/change-users.ts");
      return changeUsers(context, "add", config, names, flags);
    }),
  );
}

/** What `user add` and `user remove` take alike. */
export function addChangeOptions(command: Command): Command {
  return command
    .addArgument(configArgument())
    .argument("[names...]", "the names of users, as they are, capitals included")
    .addOption(
      repeatable("--id <id[=name]>", "a user by id, and the name it has where one is given"),
    )
    .addOption(valued("--file <file>", "read users from this file; - is standard input"))
    .addOption(formatOption())
    .addOption(
      wholeNumber(
        "--from-line <n>",
        "go on from this line of the file; the whole of it is checked all the same",
        1,
      ),
    )
    .addOption(dryRunOption());
}
