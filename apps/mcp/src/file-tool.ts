import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";

import type { OperationBody } from "@hotspot-session/client";
import { changeUsers, describeAccount } from "@hotspot-session/client/sync";
import { readUsers, userFileFormatOf, type UserList } from "@hotspot-session/client/user-files";
import type { Schema } from "@hotspot-session/spec/validation";

import { operations } from "./contract.ts";
import { describeFailure } from "./failure.ts";
import { inputSchema } from "./schemas.ts";
import { type Tool, toolOf } from "./tool.ts";

interface Input extends Pick<OperationBody<"UpdateNonMigrationUsers">, "update_type"> {
  readonly config_id: string;
  readonly file: string;
}

/** The largest file, in bytes: its users are held in memory. */
const maxFileSize = 64 * 1024 * 1024;

/**
 * UpdateNonMigrationUsers with the users of a file, in any number. Only files of a folder that the
 * operator names: an assistant could be talked into sending any other to the service.
 */
export function fileTool(folder: string): Tool {
  const operation = operations.find(({ id }) => id === "UpdateNonMigrationUsers");
  if (operation === undefined) throw new Error("the contract has no UpdateNonMigrationUsers");
  const { non_migrate_users: _, ...properties } = operation.input.properties;
  const file: Schema = {
    description: `The name of a file in ${folder}, in UTF-8: CSV with a header of user_id, user_name or both (.csv); a user as JSON on each line (.ndjson, .jsonl); or a user name on each line (.txt).`,
    type: "string",
  };
  const input = {
    ...operation.input,
    required: ["config_id", "update_type", "file"],
    properties: { ...properties, file },
  };
  return {
    ...toolOf(operation),
    name: `${operation.id}FromFile`,
    title: `${operation.summary}, by a file`,
    description: `${operation.id} for the users of a file, in any number. The whole file is checked before anything is sent; then its users are sent in their order, as many in each request as the API allows.`,
    inputSchema: inputSchema({ ...operation, input }, true),
    implementation: {
      async call({ nonMigrationUsers }, { config_id, update_type, file: name }: Input, options) {
        const list = await readList(folder, name, options.signal);
        const [change, done] =
          update_type === "ADD" ? (["add", "added"] as const) : (["remove", "removed"] as const);
        const result = await changeUsers(nonMigrationUsers, config_id, change, list.users, options);
        if (result.end === "complete") return;
        const why = result.end === "failed" ? describeFailure(result.cause) : "It was cancelled.";
        const account = describeAccount(result, list, { done });
        const advice = "To send all of them again changes nothing twice.";
        throw new Error([why, ...account, advice].join("\n"));
      },
      async question({ config_id, update_type, file: name }: Input) {
        if (update_type !== "DELETE") return undefined;
        const { users } = await readList(folder, name);
        return `Remove exempt users (${users.length}) from the configuration ${JSON.stringify(config_id)}, as ${JSON.stringify(name)} lists them?`;
      },
    },
    success: "All users of the file were applied and are stored.",
  };
}

/** @throws Error that names the file and the lines that are wrong, and repeats no value of it */
async function readList(folder: string, name: string, signal?: AbortSignal): Promise<UserList> {
  const path = await realpath(resolve(folder, name)).catch(() => "");
  const isInside = path.startsWith((await realpath(folder)) + sep);
  const file = isInside ? await stat(path) : undefined;
  if (!file?.isFile()) throw new Error(`${name}: is no file in ${folder}`);
  if (file.size > maxFileSize) {
    throw new Error(`${name}: has more than 64 MiB; use hotspot user add --file`);
  }
  const format = userFileFormatOf(name);
  if (format === undefined) {
    throw new Error(`${name}: must end in .csv, .ndjson, .jsonl or .txt, which tells its format`);
  }
  const list = await readUsers(createReadStream(path), format, { signal });
  const { wrong, problems } = list;
  if (wrong === 0) return list;
  const lines = problems.map(({ line, problem }) => `line ${line}: ${problem}`);
  if (wrong > lines.length) lines.push(`and ${wrong - lines.length} more`);
  throw new Error([`${name}: nothing was sent, since lines of it are wrong:`, ...lines].join("\n"));
}
