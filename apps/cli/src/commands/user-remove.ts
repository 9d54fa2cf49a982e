import { dryRun, file, format, fromLine, ids, names } from "../bulk/options.ts";
import { defineCommand } from "../command.ts";
import { config } from "./config-argument.ts";

export const userRemove = defineCommand({
  name: "user remove",
  summary: "End the exemption of users, by name, by id or from a file of any length",
  details: [
    "By id it removes the entry of that id, whatever its name; by name, every entry of exactly that name. Those that are not in the list are skipped.",
    "Files are those of hotspot user add, and are checked and sent in the same way.",
  ],
  doing: "remove the users",
  arguments: [config, names],
  options: [ids, file, format, fromLine, dryRun],
  examples: [
    {
      line: "hotspot user remove 019a2b5e7c1d73e89f4a5b6c7d8e9f01 night-batch",
      about: "One user by name",
    },
    {
      line: "hotspot user remove 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --file leavers.ndjson",
      about: "All of a file",
    },
  ],
  run: async (context, given) => {
    const { changeUsers, removing } = await import("../bulk/change-users.ts");
    return changeUsers(context, given, removing);
  },
});
