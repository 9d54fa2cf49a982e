import { isUtf8 } from "node:buffer";
import { readFile, realpath, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";

import type { OperationBody, UserInfo } from "@hotspot-session/client";
import { InvalidRequestError, type Schema, validator } from "@hotspot-session/spec/validation";

import { operations } from "./contract.ts";
import { inputSchema } from "./schemas.ts";
import { type Tool, toolOf } from "./tool.ts";

interface Input extends Pick<OperationBody<"UpdateNonMigrationUsers">, "update_type"> {
  readonly config_id: string;
  readonly file: string;
}

/** The largest file, in bytes: it is held in memory. */
const maxFileSize = 64 * 1024 * 1024;

/**
 * UpdateNonMigrationUsers with the users of a file, in any number. Only files of a folder that the
 * operator names: an assistant could be talked into sending any other to the service.
 */
export function fileTool(folder: string): Tool {
  const operation = operations.find(({ id }) => id === "UpdateNonMigrationUsers");
  if (operation === undefined) throw new Error("the contract has no UpdateNonMigrationUsers");
  const { non_migrate_users: list = {}, ...properties } = operation.input.properties;
  const check = validator(Object(list["items"]), "body");
  const file: Schema = {
    description: `The name of a file in ${folder}: a user as JSON on each line, in UTF-8.`,
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
        const users = await readUsers(folder, name, check);
        const change = update_type === "ADD" ? "add" : "remove";
        await nonMigrationUsers[change](config_id, users, options);
      },
      async question({ config_id, update_type, file: name }: Input) {
        if (update_type !== "DELETE") return undefined;
        const { length } = await readUsers(folder, name, check);
        return `Remove exempt users (${length}) from the configuration ${JSON.stringify(config_id)}, as ${JSON.stringify(name)} lists them?`;
      },
    },
    success: "All users of the file were applied and are stored.",
  };
}

/** @throws Error that names the file and the line, and repeats no value of it */
async function readUsers(
  folder: string,
  name: string,
  check: (user: unknown) => void,
): Promise<readonly UserInfo[]> {
  const path = await realpath(resolve(folder, name)).catch(() => "");
  const isInside = path.startsWith((await realpath(folder)) + sep);
  const file = isInside ? await stat(path) : undefined;
  if (!file?.isFile()) throw new Error(`${name}: is no file in ${folder}`);
  if (file.size > maxFileSize) {
    throw new Error(`${name}: has more than 64 MiB; use hotspot user add --file`);
  }
  const bytes = await readFile(path);
  if (!isUtf8(bytes)) throw new Error(`${name}: is not in UTF-8`);
  return bytes
    .toString()
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      try {
        const user: UserInfo = JSON.parse(line);
        check(user);
        return [user];
      } catch (error) {
        const why =
          error instanceof InvalidRequestError
            ? error.message.replace(/^body: /, "")
            : "is no JSON";
        throw new Error(`${name}: line ${index + 1}: ${why}`, { cause: error });
      }
    });
}
