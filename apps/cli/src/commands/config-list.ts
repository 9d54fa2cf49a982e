import type { HotspotSessionMigrationConfig } from "@hotspot-session/client";
import { type Command, InvalidArgumentError, Option } from "commander";

import { exitCode, exitCodeOf, type ExitCode } from "../exit-code.ts";
import { failureLine } from "../failure.ts";
import {
  connect,
  type ConnectionFlags,
  defaultUrl,
  type Environment,
  SettingsError,
} from "../settings.ts";
import type { Streams } from "../streams.ts";
import { table } from "../table.ts";
import { printableJson } from "../text.ts";

interface Flags extends ConnectionFlags {
  readonly offset: number;
  readonly limit: number;
  readonly output: "table" | "json";
}

/** How many users a configuration of a list embeds at most; it may have more. */
const embeddedUsers = 1000;

const examples = `
Examples:
  $ hotspot config list
  $ hotspot config list --limit 100 --offset 100
  $ hotspot config list --output json | jq -r '.items[].id'
`;

/** Adds `list` to `config`. */
export function addConfigList(
  config: Command,
  environment: Environment,
  streams: Streams,
  end: (code: ExitCode) => void,
): void {
  config
    .command("list")
    .description("List the configurations of the project, in order of creation.")
    .option("--offset <number>", "how many to skip", wholeNumber, 0)
    .option("--limit <number>", "how many to list at most", wholeNumber, 10)
    .addOption(
      new Option("--output <format>", "for people or for programs")
        .choices(["table", "json"])
        .default("table"),
    )
    .option("--url <url>", `where the service is (HOTSPOT_URL; default: ${defaultUrl})`)
    .option("--project-id <id>", "the project (HOTSPOT_PROJECT_ID)")
    .addHelpText("after", `\nThe token is read from HOTSPOT_TOKEN alone.\n${examples}`)
    .action(async (flags: Flags) => end(await listConfigs(flags, environment, streams)));
}

async function listConfigs(
  flags: Flags,
  environment: Environment,
  { out, err }: Streams,
): Promise<ExitCode> {
  const { offset, limit, output } = flags;
  try {
    const hotspot = connect(flags, environment);
    const page = await hotspot.configs.list({ offset, limit });
    const { items } = page;
    if (output === "json") {
      out(`${printableJson(page)}\n`);
      return exitCode.done;
    }
    if (items.length === 0) err(noneFrom(offset));
    else out(configTable(items));
    if (items.length === limit) err(`There may be more: --offset ${offset + limit}\n`);
    return exitCode.done;
  } catch (error) {
    const isUsage = error instanceof SettingsError;
    err(`hotspot: ${failureLine("list the configurations", error)}\n`);
    return isUsage ? exitCode.usage : exitCodeOf(error);
  }
}

function configTable(items: readonly HotspotSessionMigrationConfig[]): string {
  return table(
    [
      { title: "ID" },
      { title: "MIGRATION" },
      { title: "EXIT SESSIONS", align: "right" },
      { title: "EXEMPT USERS", align: "right" },
    ],
    items.map((item) => [
      item.id,
      item.hotspot_session_migration_enable ? "on" : "off",
      String(item.hotspot_exit_session_num),
      item.non_migrate_users.length < embeddedUsers
        ? String(item.non_migrate_users.length)
        : `${embeddedUsers}+`,
    ]),
  );
}

function noneFrom(offset: number): string {
  return offset === 0
    ? "The project has no configurations.\n"
    : `The project has no configurations from offset ${offset} on.\n`;
}

/** What is in range the service knows: its answer says so. */
function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  }
  return number;
}
