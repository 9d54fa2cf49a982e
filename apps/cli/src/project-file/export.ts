import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { UserInfo } from "@hotspot-session/client";
import { writeUsers } from "@hotspot-session/client/user-files";

import { counted } from "../bulk/progress.ts";
import type { Context } from "../context.ts";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { yamlWriter } from "../output/yaml.ts";
import { withoutPasswords } from "../secrets.ts";
import { printableJson } from "../text.ts";
import { addressOf } from "../settings/settings.ts";
import { UsageError } from "../usage-error.ts";
import { usersOf } from "./compare.ts";
import { longestFile } from "./file.ts";
import { fieldsOfItem } from "./schema.ts";

export interface ExportOptions {
  /** Where each configuration has a file of its users. */
  readonly usersDir?: string;
}

/** Characters that a user takes in the file at least. */
const shortestUser = 20;

/**
 * Writes all configurations of the project with their exempt users, in YAML or JSON. Nothing is written
 * until all is read.
 *
 * @throws Failure where a file of users is needed
 */
export async function exportProject(context: Context, { usersDir }: ExportOptions): Promise<void> {
  const { output, signal, say } = context;
  if (output.format !== "table" && output.format !== "yaml" && output.format !== "json") {
    throw new UsageError(`it writes yaml or json, and not ${output.format}`);
  }
  const isJson = output.format === "json";
  const { some } = yamlWriter();
  const client = await context.client();
  const fields = await fieldsOfItem();
  if (usersDir !== undefined) await mkdir(usersDir, { recursive: true });

  const parts: string[] = [];
  let length = 0;
  for await (const config of client.configs.iterate({}, { signal })) {
    const users = usersOf(client, config, signal);
    const item = {
      ...Object.fromEntries(Object.entries(config).filter(([field]) => fields.has(field))),
      ...(usersDir === undefined
        ? { non_migrate_users: await collected(users, longestFile - length) }
        : {
            non_migrate_users: undefined,
            users_file: await writtenTo(usersDir, config.id, users),
          }),
    };
    const part = isJson ? printableJson(item, 2) : await some([item], parts.length === 0);
    parts.push(part.replaceAll(/^(?=.)/gm, isJson ? "    " : "  "));
    length += part.length;
    if (length > longestFile) throw tooLong();
  }
  await output.text(isJson ? jsonOf(parts) : (await schemaLine(context)) + yamlOf(parts));
  say(`${counted(parts.length, "configuration")} exported.`);
}

const jsonOf = (parts: readonly string[]) =>
  `{\n  "configurations": [${parts.length === 0 ? "" : `\n${parts.join(",\n")}\n  `}]\n}\n`;

const yamlOf = (parts: readonly string[]) =>
  `configurations:${parts.length === 0 ? " []" : ""}\n${parts.join("")}`;

/** Has editors check and complete the file, where the service has its documentation. */
async function schemaLine({ settings }: Context): Promise<string> {
  const { server } = await settings();
  if (!("baseUrl" in server.value)) return "";
  const url = withoutPasswords(addressOf(server.value));
  return `# yaml-language-server: $schema=${url}/docs/hotspot.schema.json\n`;
}

/** @throws Failure where they cannot fit into the characters that are left */
async function collected(users: Iterable<UserInfo> | AsyncIterable<UserInfo>, left: number) {
  const found: UserInfo[] = [];
  for await (const user of users) {
    if (found.push(user) * shortestUser > left) throw tooLong();
  }
  return found;
}

/** Writes users into a file. @returns its path, as another platform reads it too */
async function writtenTo(
  folder: string,
  id: string,
  users: Iterable<UserInfo> | AsyncIterable<UserInfo>,
): Promise<string> {
  const name = `${encodeURIComponent(id)}.csv`;
  await pipeline(Readable.from(writeUsers(users, "csv")), createWriteStream(join(folder, name)));
  return posix.join(folder.replaceAll("\\", "/"), name);
}

const tooLong = () =>
  new Failure(
    exitCode.failed,
    `the file would be longer than ${longestFile / 2 ** 20} MiB. Give --users-dir DIR, for a file of users of each configuration`,
  );
