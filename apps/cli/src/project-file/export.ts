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
import { addressOf } from "../settings/settings.ts";
import { printableJson } from "../text.ts";
import { UsageError } from "../usage-error.ts";
import { usersOf } from "./compare.ts";
import { longestFile } from "./file.ts";
import { fieldsOfItem } from "./schema.ts";

export interface ExportOptions {
  /** Where each configuration has a file of its users. */
  readonly usersDir?: string;
}

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
  const client = await context.client();
  const fields = await fieldsOfItem();
  if (usersDir !== undefined) await mkdir(usersDir, { recursive: true });

  const configurations: object[] = [];
  let length = 0;
  for await (const config of client.configs.iterate({}, { signal })) {
    const users = usersOf(client, config, signal);
    const { non_migrate_users: _, ...others } = config;
    const item = {
      ...Object.fromEntries(Object.entries(others).filter(([field]) => fields.has(field))),
      ...(usersDir === undefined
        ? { non_migrate_users: await collected(users, longestFile - length) }
        : { users_file: await writtenTo(usersDir, config.id, users) }),
    };
    length += JSON.stringify(item).length;
    configurations.push(item);
  }
  const text =
    output.format === "json"
      ? `${printableJson({ configurations }, 2)}\n`
      : (await schemaLine(context)) + (await yamlWriter().one({ configurations }));
  if (text.length > longestFile) throw tooLong();
  await output.text(text);
  say(`${counted(configurations.length, "configuration")} exported.`);
}

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
  let length = 0;
  for await (const user of users) {
    found.push(user);
    length += JSON.stringify(user).length;
    if (length > left) throw tooLong();
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
