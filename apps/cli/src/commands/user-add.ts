import { dryRun, file, format, fromLine, ids, names } from "../bulk/options.ts";
import { defineCommand } from "../command.ts";
import { config } from "./config-argument.ts";

export const userAdd = defineCommand({
  name: "user add",
  summary: "Exempt users, by name, by id or from a file of any length",
  details: [
    "A user is known by the id, or else by the exact name. One whose id is in the list already is overwritten in its place, and has no name any more where none is given.",
    "A file is CSV, NDJSON or a name a line, in UTF-8. CSV may have a header with user_id, user_name or both in any order; without one, two columns are id and name, and one column is the name. Lines of NDJSON are objects with user_id, user_name or both. Lines that are empty are skipped, and a field of CSV that is empty is none.",
    "The whole of it is checked before anything is sent. Requests then hold 1000 users each, in the order of the file; each is applied as a whole or not at all. Where it fails or is stopped by Ctrl-C, it says which lines are in and which are not, and how to go on.",
  ],
  doing: "add the users",
  arguments: [config, names],
  options: [ids, file, format, fromLine, dryRun],
  examples: [
    {
      line: "hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 night-batch 'Ann Lee'",
      about: "Two users by name",
    },
    {
      line: "hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --id da16f9b8bc9444029cc171a4f7286353=test",
      about: "One by id, with a name",
    },
    {
      line: "hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --file users.csv --dry-run",
      about: "Check a file",
    },
    {
      line: "cut -d: -f1 /etc/passwd | hotspot user add 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --file - --format lines",
      about: "Whoever another program names",
    },
  ],
  run: async (context, given) => {
    const { adding, changeUsers } = await import("../bulk/change-users.ts");
    return changeUsers(context, given, adding);
  },
});
