import type { Command } from "commander";

import type { ChangeOptions } from "../bulk/change-users.ts";
import type { Act } from "../context.ts";
import { withExamples } from "../usage.ts";
import { addChangeOptions } from "./user-add.ts";

export function addUserRemove(user: Command, act: Act): void {
  const remove = user
    .command("remove")
    .summary("End the exemption of users, by name, by id or from a file of any length")
    .description(
      "Ends the exemption of users. By id it removes the entry of that id, regardless of its name; by name, every entry of exactly that name. Those that are not in the list are skipped.\n\nFiles are those of hotspot user add, and are checked and sent in the same way.",
    );
  withExamples(
    addChangeOptions(remove),
    ["hotspot user remove 019a2b5e7c1d73e89f4a5b6c7d8e9f01 night-batch", "One user by name"],
    ["hotspot user remove 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --file leavers.ndjson", "All of a file"],
  );
  remove.action(
    act(
      "remove the users",
      async (context, config: string, names: string[], flags: ChangeOptions) => {
        const { changeUsers } = await import("../bulk/change-users.ts");
        return changeUsers(context, "remove", config, names, flags);
      },
    ),
  );
}
