import { type Command, Option } from "commander";

import type { TokenRecord } from "../store/store.ts";
import { existingDatabaseOf, withTokens } from "./database.ts";
import type { Streams } from "./streams.ts";
import { table } from "./text.ts";

interface Flags {
  readonly project?: string;
  readonly output: "table" | "json";
}

const help = `
Neither the tokens nor their hashes are shown. The id of a token is for hotspot-service token revoke,
and gives no access.

Examples:
  $ hotspot-service token list
  $ hotspot-service token list --output json | jq -r '.[] | select(.expires_at == null) | .id'
`;

/** Adds `list` to `token`. */
export function addTokenList(
  token: Command,
  environment: NodeJS.ProcessEnv,
  { out }: Streams,
): void {
  token
    .command("list")
    .description("List the tokens in order of creation, revoked and expired ones too.")
    .option("--project <id>", "only those of this project")
    .addOption(
      new Option("--output <format>", "for people or for programs")
        .choices(["table", "json"])
        .default("table"),
    )
    .addHelpText("after", help)
    .action(async ({ project, output }: Flags) => {
      const found = await withTokens(existingDatabaseOf(environment), (tokens) =>
        tokens.listTokens(project),
      );
      const rows = found.map(toRow);
      if (output === "json") {
        out(`${JSON.stringify(rows, undefined, 2)}\n`);
        return;
      }
      const titles = ["ID", "PROJECT", "ROLE", "CREATED", "EXPIRES", "REVOKED", "NOTE"];
      const cells = rows.map((row) => [
        row.id,
        row.project_id,
        row.role,
        row.created_at ?? "",
        row.expires_at ?? "never",
        row.revoked_at ?? "no",
        row.note ?? "",
      ]);
      out(table(titles, cells));
    });
}

/** In the order of the columns; times in ISO 8601, `null` for what is not set. */
export const toRow = (token: TokenRecord) => ({
  id: token.id,
  project_id: token.projectId,
  role: token.role,
  created_at: time(token.createdAt),
  expires_at: time(token.expiresAt),
  revoked_at: time(token.revokedAt),
  note: token.note ?? null,
});

const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
