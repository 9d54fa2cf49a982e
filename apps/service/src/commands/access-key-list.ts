import { type Command, Option } from "commander";

import { existingDatabaseOf, withAccessKeys } from "./database.ts";
import type { Streams } from "./streams.ts";
import { table } from "./text.ts";
import { toRow } from "./token-list.ts";

interface Flags {
  readonly project?: string;
  readonly output: "table" | "json";
}

const help = `
Secrets are not shown. The id of an access key is for hotspot-service access-key revoke.

Examples:
  $ hotspot-service access-key list
  $ hotspot-service access-key list --output json | jq -r '.[] | select(.expires_at == null) | .id'
`;

/** Adds `list` to `access-key`. */
export function addAccessKeyList(
  accessKey: Command,
  environment: NodeJS.ProcessEnv,
  { out }: Streams,
): void {
  accessKey
    .command("list")
    .description("List the access keys in order of creation, revoked and expired ones too.")
    .option("--project <id>", "only those of this project")
    .addOption(
      new Option("--output <format>", "for people or for programs")
        .choices(["table", "json"])
        .default("table"),
    )
    .addHelpText("after", help)
    .action(async ({ project, output }: Flags) => {
      const found = await withAccessKeys(existingDatabaseOf(environment), async (keys) =>
        keys.listAccessKeys(project),
      );
      const rows = found.map((key) =>
        Object.assign({ access_key: key.accessKey, temporary: key.isTemporary }, toRow(key)),
      );
      if (output === "json") {
        out(`${JSON.stringify(rows, undefined, 2)}\n`);
        return;
      }
      const titles = [
        "ID",
        "ACCESS KEY",
        "TEMPORARY",
        "PROJECT",
        "ROLE",
        "CREATED",
        "EXPIRES",
        "REVOKED",
        "NOTE",
      ];
      const cells = rows.map((row) => [
        row.id,
        row.access_key,
        row.temporary ? "yes" : "no",
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
