import { maxPageLimit } from "@hotspot-session/client/bounds";
import type { UserInfo } from "@hotspot-session/client";

import type { SampleCall } from "./call.ts";
import { baseUrlOf, describeCall } from "./contract.ts";
import { jsonOf } from "./json.ts";
import { print, type Style } from "./layout.ts";
import { command, option, word } from "./shell.ts";
import { isVisible, jsonString } from "./visible.ts";

const style: Style = { indent: "  ", lastComma: "", space: " ", width: 90 };

/** More users than this are easier to read, and to edit, as lines of standard input. */
const usersInWords = 5;

/** A command without the server and the project, and the lines of its standard input. */
interface Command {
  readonly words: readonly string[];
  readonly input?: readonly string[] | undefined;
}

/** The call as `hotspot` makes it: by the command for it where that says the same, else by `api`. */
export function hotspot(call: SampleCall): string {
  const { words, input } = commandFor(call) ?? anyCall(call);
  const server = `${option("--url", baseUrlOf(call))} ${option("--project", call.projectId)}`;
  const line = command(words.join(" "), server);
  return input === undefined ? line : [`${line} <<'END'`, ...input, "END"].join("\n");
}

function anyCall(call: SampleCall): Command {
  const { method, projectPath, body } = describeCall(call);
  const words = ["hotspot api", ...(method === "GET" ? [] : [method]), word(projectPath)];
  if (body === undefined) return { words };
  return { words: [...words, "--data", word(print(jsonOf(body.value), style))] };
}

function commandFor(call: SampleCall): Command | undefined {
  const { configId = "" } = call;
  // As a word of its own it would be an option.
  if (configId.startsWith("-")) return undefined;
  const config = word(configId);
  switch (call.operation) {
    case "ListHotspotSessionConfig":
      return listing("hotspot config list", call.query);
    case "ListNonMigrationUsers": {
      const { user_name = "", ...page } = call.query ?? {};
      const filter = user_name === "" ? "" : ` ${option("--name", user_name)}`;
      return listing(`hotspot user list ${config}${filter}`, page);
    }
    case "CreateHotspotSessionConfig": {
      if (call.body === undefined) return undefined;
      const { non_migrate_users: users = [], ...settings } = call.body;
      const created = setting("hotspot config create", settings);
      if (created === undefined || users.length === 0) return created;
      return { words: [...created.words, "--users - --format ndjson"], input: linesOf(users) };
    }
    case "UpdateHotspotSessionConfig":
      return call.body && setting(`hotspot config update ${config}`, call.body);
    case "UpdateNonMigrationUsers": {
      if (call.body === undefined) return undefined;
      const { update_type, non_migrate_users: users } = call.body;
      if (users.length === 0) return undefined;
      const words = `hotspot user ${update_type === "ADD" ? "add" : "remove"} ${config}`;
      if (users.length <= usersInWords && isInWords(users)) {
        return { words: [words, ...users.map(wordOf)] };
      }
      return { words: [words, "--file - --format ndjson"], input: linesOf(users) };
    }
  }
}

/** A page, where the command would not divide it into several or refuse it. */
function listing(
  words: string,
  { limit, offset }: { readonly limit?: number; readonly offset?: number } = {},
): Command | undefined {
  if (limit !== undefined && !(limit >= 1 && limit <= maxPageLimit && isWhole(limit))) {
    return undefined;
  }
  if (offset !== undefined && !isWhole(offset)) return undefined;
  const options = [
    ...(limit === undefined ? [] : [`--limit ${limit}`]),
    ...(offset === undefined ? [] : [`--offset ${offset}`]),
  ];
  return { words: [words, ...options] };
}

interface Settings {
  readonly hotspot_session_migration_enable: boolean;
  readonly hotspot_exit_session_num: number;
}

function setting(
  words: string,
  { hotspot_session_migration_enable: isOn, hotspot_exit_session_num: count }: Settings,
): Command | undefined {
  if (!isWhole(count)) return undefined;
  return { words: [words, `--migration ${isOn ? "on" : "off"}`, `--exit-sessions ${count}`] };
}

const isWhole = (count: number) => Number.isSafeInteger(count) && count >= 0;

/** Whether words mean these users in this order: the command takes names first, and then ids. */
function isInWords(users: readonly UserInfo[]): boolean {
  const firstWithId = users.findIndex(({ user_id }) => user_id !== undefined);
  return users.every(({ user_id, user_name = "" }, index) => {
    if (!isVisible(user_name + (user_id ?? ""))) return false;
    if (user_id !== undefined) return !user_id.includes("=");
    return !user_name.startsWith("-") && (firstWithId === -1 || index < firstWithId);
  });
}

function wordOf({ user_id, user_name }: UserInfo): string {
  if (user_id === undefined) return word(user_name ?? "");
  return option("--id", user_name === undefined ? user_id : `${user_id}=${user_name}`);
}

/** NDJSON, which the command reads. */
function linesOf(users: readonly UserInfo[]): readonly string[] {
  return users.map((user) => {
    const fields = Object.entries(user).map(([name, text]) => `"${name}": ${jsonString(text)}`);
    return `{ ${fields.join(", ")} }`;
  });
}
