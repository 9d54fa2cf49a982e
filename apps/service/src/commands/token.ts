import { parseProjectId } from "../auth/project-id.ts";
import { hashToken, looksLikeToken, newToken } from "../auth/token.ts";
import { CommandError } from "./command-error.ts";
import { addCreateOptions, addList, type CreateFlags, expiryOf } from "./credentials.ts";
import { databaseOf, existingDatabaseOf, withCredentials } from "./database.ts";
import type { AddCommand } from "./streams.ts";
import { printable } from "./text.ts";

const about = `
They work on the database of HOTSPOT_DATABASE_URL, whether or not a service runs on it, and what they
do holds at once.

Examples:
  $ hotspot-service token create --project a4da8115c9d8464ead3a38309130523f --expires 30d
  $ hotspot-service token list
  $ hotspot-service token revoke 8f14e45fceea
`;

const createHelp = `
The token is the only thing on standard output, and is shown this once: only its hash is kept. The
role admin may call every operation, the role reader those that change nothing.

Examples:
  $ hotspot-service token create --project a4da8115c9d8464ead3a38309130523f
  $ hotspot-service token create --project a4da8115c9d8464ead3a38309130523f --role reader \\
      --expires 30d --note "dashboard of the night shift"
  $ HOTSPOT_TOKEN=$(hotspot-service token create --project a4da8115c9d8464ead3a38309130523f)
`;

const listHelp = `
Neither the tokens nor their hashes are shown. The id of a token is for hotspot-service token revoke,
and gives no access.

Examples:
  $ hotspot-service token list
  $ hotspot-service token list --output json | jq -r '.[] | select(.expires_at == null) | .id'
`;

const revokeHelp = `
It holds for the next request, in a service that is running too. A revoked token stays listed.

Examples:
  $ hotspot-service token list
  $ hotspot-service token revoke 8f14e45fceea
`;

export const addToken: AddCommand = (program, environment, { out, err }) => {
  const token = program
    .command("token")
    .description("Tokens: who may call the API, for which project, to do what.")
    .addHelpText("after", about);

  addCreateOptions(
    token.command("create").description("Make a token and print it, once."),
    parseProjectId,
    "never",
  )
    .option("--json", "print JSON: id and token", false)
    .addHelpText("after", createHelp)
    .action(async ({ project, role, expires, note, json }: CreateFlags) => {
      const secret = newToken();
      const { id, isNew } = await withCredentials(databaseOf(environment), async (stored) => {
        const known = await stored.listTokens(project);
        const access = { projectId: project, role, expiresAt: expires, note };
        const added = await stored.addToken(hashToken(secret), access);
        return { id: added.id, isNew: known.length === 0 };
      });
      const name = printable(project);
      err(`Token ${id}: project ${name}, role ${role}, expires ${expiryOf(expires)}.\n`);
      // A project exists once a token names it: a misspelled one does too.
      if (isNew) err(`Project ${name} is new: no token was made for it before.\n`);
      err("It is shown this once, on standard output; keep it.\n");
      out(json ? `${JSON.stringify({ id, token: secret })}\n` : `${secret}\n`);
    });

  const listing = {
    description: "List the tokens in order of creation, revoked and expired ones too.",
    help: listHelp,
    find: (project: string | undefined) =>
      withCredentials(existingDatabaseOf(environment), (stored) => stored.listTokens(project)),
    own: () => ({}),
    ownTitles: [],
  };
  addList(token, listing, out);

  token
    .command("revoke")
    .description("Make a token of no use, for good.")
    .argument("<id>", "the id of the token, as hotspot-service token list shows it")
    .addHelpText("after", revokeHelp)
    .action(async (id: string) => {
      if (looksLikeToken(id)) {
        const message = "ID: this is a token; give its id, which hotspot-service token list shows";
        throw new CommandError(2, message);
      }
      const revoked = await withCredentials(existingDatabaseOf(environment), (stored) =>
        stored.revokeToken(id),
      );
      if (revoked === undefined) {
        const message = `ID: no token has the id ${printable(id)}; see hotspot-service token list`;
        throw new CommandError(1, message);
      }
      err(`Token ${revoked.id} of project ${printable(revoked.projectId)} is revoked.\n`);
    });
};
