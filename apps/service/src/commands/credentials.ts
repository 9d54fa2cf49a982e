import { type Command, InvalidArgumentError, Option } from "commander";

import type { Role, TokenRecord } from "../store/store.ts";
import { messageOf } from "./command-error.ts";
import { parseExpiry } from "./expiry.ts";
import type { Streams } from "./streams.ts";
import { table } from "./text.ts";

/** What says how a token or an access key is made. */
export interface CreateFlags {
  readonly project: string;
  readonly role: Role;
  readonly expires?: number;
  readonly note?: string;
  readonly json: boolean;
}

/** Adds the options of {@link CreateFlags}, except `--json`. */
export const addCreateOptions = (
  command: Command,
  parseProject: (text: string) => string,
  usualExpiry: string,
): Command =>
  command
    .requiredOption("--project <id>", "the project that it is for", argument(parseProject))
    .addOption(
      new Option("--role <role>", "what it may do").choices(["admin", "reader"]).default("admin"),
    )
    .option(
      "--expires <when>",
      `30d, 12h, 2030-01-31 or 2030-01-31T18:00:00Z (default: ${usualExpiry})`,
      argument((text) => parseExpiry(text, Date.now())),
    )
    .option("--note <text>", "whose it is, or what for; up to 200 characters", argument(parseNote));

/** What a parser throws, in the way that commander reports with the name of the flag. */
function argument<Value>(parse: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(`It ${messageOf(error)}.`);
    }
  };
}

function parseNote(text: string): string {
  const { length } = [...text];
  if (length < 1 || length > 200) throw new Error("must be 1 to 200 characters");
  return text;
}

/** @param at in milliseconds since 1970; never unless given */
export const expiryOf = (at: number | undefined) => time(at) ?? "never";

interface Listing<Listed> {
  readonly description: string;
  readonly help: string;
  readonly find: (project: string | undefined) => Promise<readonly Listed[]>;
  /** The fields that only this kind of credential has, and the titles of their columns. */
  readonly own: (listed: Listed) => Readonly<Record<string, string | boolean>>;
  readonly ownTitles: readonly string[];
}

/** Adds `list` to the commands of a kind of credential. */
export function addList<Listed extends TokenRecord>(
  kind: Command,
  { description, help, find, own, ownTitles }: Listing<Listed>,
  out: Streams["out"],
): void {
  kind
    .command("list")
    .description(description)
    .option("--project <id>", "only those of this project")
    .addOption(
      new Option("--output <format>", "for people or for programs")
        .choices(["table", "json"])
        .default("table"),
    )
    .addHelpText("after", help)
    .action(async ({ project, output }: { readonly project?: string; readonly output: string }) => {
      const found = await find(project);
      if (output === "json") {
        const rows = found.map((one) => ({ ...own(one), ...toRow(one) }));
        out(`${JSON.stringify(rows, undefined, 2)}\n`);
        return;
      }
      const titles = [
        "ID",
        ...ownTitles,
        "PROJECT",
        "ROLE",
        "CREATED",
        "EXPIRES",
        "REVOKED",
        "NOTE",
      ];
      const cells = found.map((one) => {
        const { id, project_id, role, created_at, expires_at, revoked_at, note } = toRow(one);
        const ownCells = Object.values(own(one)).map((value) =>
          typeof value === "string" ? value : value ? "yes" : "no",
        );
        const times = [created_at ?? "", expires_at ?? "never", revoked_at ?? "no"];
        return [id].concat(ownCells, project_id, role, times, note ?? "");
      });
      out(table(titles, cells));
    });
}

/** Times in ISO 8601, `null` for what is not set. */
const toRow = (token: TokenRecord) => ({
  id: token.id,
  project_id: token.projectId,
  role: token.role,
  created_at: time(token.createdAt),
  expires_at: time(token.expiresAt),
  revoked_at: time(token.revokedAt),
  note: token.note ?? null,
});

const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
