import { type Command, Option } from "commander";

import { parseProjectId } from "../auth/project-id.ts";
import { hashToken, newToken } from "../auth/token.ts";
import type { Role } from "../store/store.ts";
import { argument, parseNote } from "./arguments.ts";
import { databaseOf, withTokens } from "./database.ts";
import { parseExpiry } from "./expiry.ts";
import type { Streams } from "./streams.ts";
import { printable } from "./text.ts";

interface Flags {
  readonly project: string;
  readonly role: Role;
  readonly expires?: number;
  readonly note?: string;
  readonly json: boolean;
}

const help = `
The token is the only thing on standard output, and is shown this once: only its hash is kept. The
role admin may call every operation, the role reader those that change nothing.

Examples:
  $ hotspot-service token create --project a4da8115c9d8464ead3a38309130523f
  $ hotspot-service token create --project a4da8115c9d8464ead3a38309130523f --role reader \\
      --expires 30d --note "dashboard of the night shift"
  $ HOTSPOT_TOKEN=$(hotspot-service token create --project a4da8115c9d8464ead3a38309130523f)
`;

/** Adds `create` to `token`. */
export function addTokenCreate(
  token: Command,
  environment: NodeJS.ProcessEnv,
  { out, err }: Streams,
): void {
  token
    .command("create")
    .description("Make a token and print it, once.")
    .requiredOption("--project <id>", "the project that it is for", argument(parseProjectId))
    .addOption(
      new Option("--role <role>", "what it may do").choices(["admin", "reader"]).default("admin"),
    )
    .option(
      "--expires <when>",
      "30d, 12h, 2030-01-31 or 2030-01-31T18:00:00Z (default: never)",
      argument((text) => parseExpiry(text, Date.now())),
    )
    .option("--note <text>", "whose it is, or what for; up to 200 characters", argument(parseNote))
    .option("--json", "print JSON: id and token", false)
    .addHelpText("after", help)
    .action(async ({ project, role, expires, note, json }: Flags) => {
      const secret = newToken();
      const { id, isNew } = await withTokens(databaseOf(environment), async (tokens) => {
        const known = await tokens.listTokens(project);
        const access = { projectId: project, role, expiresAt: expires, note };
        const added = await tokens.addToken(hashToken(secret), access);
        return { id: added.id, isNew: known.length === 0 };
      });
      const until = expires === undefined ? "never" : new Date(expires).toISOString();
      err(`Token ${id}: project ${printable(project)}, role ${role}, expires ${until}.\n`);
      // A project is whatever a token names: a slip of the pen would be one too.
      if (isNew) err(`Project ${printable(project)} is new: no token was made for it before.\n`);
      err("It is shown this once, on standard output; keep it.\n");
      out(json ? `${JSON.stringify({ id, token: secret })}\n` : `${secret}\n`);
    });
}
