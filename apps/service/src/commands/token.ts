import type { Command } from "commander";

import type { Streams } from "./streams.ts";
import { addTokenCreate } from "./token-create.ts";
import { addTokenList } from "./token-list.ts";
import { addTokenRevoke } from "./token-revoke.ts";

const about = `
They work on the database of HOTSPOT_DATABASE_URL, whether or not a service runs on it, and what they
do holds at once.

Examples:
  $ hotspot-service token create --project a4da8115c9d8464ead3a38309130523f --expires 30d
  $ hotspot-service token list
  $ hotspot-service token revoke 8f14e45fceea
`;

/** Adds `token` and its commands to the program. */
export function addToken(program: Command, environment: NodeJS.ProcessEnv, streams: Streams): void {
  const token = program
    .command("token")
    .description("Tokens: who may call the API, for which project, to do what.")
    .addHelpText("after", about);
  addTokenCreate(token, environment, streams);
  addTokenList(token, environment, streams);
  addTokenRevoke(token, environment, streams);
}
