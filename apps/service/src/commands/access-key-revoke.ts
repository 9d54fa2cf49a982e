import type { Command } from "commander";

import { CommandError } from "./command-error.ts";
import { existingDatabaseOf, withAccessKeys } from "./database.ts";
import type { Streams } from "./streams.ts";
import { printable } from "./text.ts";

const help = `
It holds for the next request, in a service that is running too, and erases the secret. A revoked
access key stays listed.

Examples:
  $ hotspot-service access-key list
  $ hotspot-service access-key revoke 8f14e45fceea
`;

/** Adds `revoke` to `access-key`. */
export function addAccessKeyRevoke(
  accessKey: Command,
  environment: NodeJS.ProcessEnv,
  { err }: Streams,
): void {
  accessKey
    .command("revoke")
    .description("Make an access key of no use, for good.")
    .argument("<id>", "its id, or the access key itself")
    .addHelpText("after", help)
    .action(async (id: string) => {
      const revoked = await withAccessKeys(existingDatabaseOf(environment), async (keys) => {
        const all = await keys.listAccessKeys();
        const named = all.find((key) => key.accessKey === id || key.id === id);
        return named && keys.revokeAccessKey(named.id);
      });
      if (revoked === undefined) {
        const message = `ID: there is no access key ${printable(id)}; see hotspot-service access-key list`;
        throw new CommandError(1, message);
      }
      err(`Access key ${revoked.id} of project ${printable(revoked.projectId)} is revoked.\n`);
    });
}
