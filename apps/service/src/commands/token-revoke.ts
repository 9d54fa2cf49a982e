import type { Command } from "commander";

import { looksLikeToken } from "../auth/token.ts";
import { CommandError } from "./command-error.ts";
import { existingDatabaseOf, withTokens } from "./database.ts";
import type { Streams } from "./streams.ts";
import { printable } from "./text.ts";

const help = `
It holds for the next request, in a service that is running too. A revoked token stays listed.

Examples:
  $ hotspot-service token list
  $ hotspot-service token revoke 8f14e45fceea
`;

/** Adds `revoke` to `token`. */
export function addTokenRevoke(
  token: Command,
  environment: NodeJS.ProcessEnv,
  { err }: Streams,
): void {
  token
    .command("revoke")
    .description("Make a token of no use, for good.")
    .argument("<id>", "the id of the token, as hotspot-service token list shows it")
    .addHelpText("after", help)
    .action(async (id: string) => {
      if (looksLikeToken(id)) {
        const message = "ID: this is a token; give its id, which hotspot-service token list shows";
        throw new CommandError(2, message);
      }
      const revoked = await withTokens(existingDatabaseOf(environment), (tokens) =>
        tokens.revokeToken(id),
      );
      if (revoked === undefined) {
        const message = `ID: no token has the id ${printable(id)}; see hotspot-service token list`;
        throw new CommandError(1, message);
      }
      err(`Token ${revoked.id} of project ${printable(revoked.projectId)} is revoked.\n`);
    });
}
