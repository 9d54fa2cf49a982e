import type { Command } from "commander";

import { addAccessKeyCreate } from "./access-key-create.ts";
import { addAccessKeyList } from "./access-key-list.ts";
import { addAccessKeyRevoke } from "./access-key-revoke.ts";
import type { Streams } from "./streams.ts";

const about = `
The official SDKs of Huawei Cloud sign their requests with access keys. These commands work on the
database of HOTSPOT_DATABASE_URL, whether or not a service runs on it, and what they do holds at once.

Examples:
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f --expires 30d
  $ hotspot-service access-key list
  $ hotspot-service access-key revoke 8f14e45fceea
`;

/** Adds `access-key` and its commands to the program. */
export function addAccessKey(
  program: Command,
  environment: NodeJS.ProcessEnv,
  streams: Streams,
): void {
  const accessKey = program
    .command("access-key")
    .description("Access keys: what signs requests, for which project, to do what.")
    .addHelpText("after", about);
  addAccessKeyCreate(accessKey, environment, streams);
  addAccessKeyList(accessKey, environment, streams);
  addAccessKeyRevoke(accessKey, environment, streams);
}
