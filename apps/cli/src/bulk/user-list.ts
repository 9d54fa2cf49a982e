import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { addAbortSignal } from "node:stream";
import { setFlagsFromString } from "node:v8";

import {
  checkUsers,
  readUsers as readList,
  type UserFileFormat,
  userFileFormatOf,
  userFileFormats,
  type UserList,
} from "@hotspot-session/client/user-files";

import type { Context } from "../context.ts";
import { messageOf } from "../text.ts";
import { UsageError } from "../usage-error.ts";

/** What standard input is called in place of a file. */
export const standardInput = "-";

/** A list of users as it was given, with what messages call it. */
export interface GivenList extends UserList {
  /** `users.csv`, `standard input`, `the command line`. */
  readonly name: string;
  /** What its lines are. */
  readonly unit: "line" | "user";
}

/**
 * Reads the users of a file or, for `-`, of standard input.
 *
 * @throws UsageError if there is no such file, or its format is not known
 * @throws the reason of the context's signal on Ctrl-C
 */
export async function readUsers(
  path: string,
  asked: UserFileFormat | undefined,
  { streams, signal }: Pick<Context, "streams" | "signal">,
): Promise<GivenList> {
  collectEarly();
  const format = formatOf(path, asked);
  const isInput = path === standardInput;
  if (!isInput) await checkFile(path);
  const bytes = addAbortSignal(signal, isInput ? streams.in : createReadStream(path));
  try {
    const list = await readList(bytes, format);
    return { ...list, name: nameOf(path), unit: "line" };
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(path, error);
  }
}

/** What messages call a file. */
export const nameOf = (path: string) => (path === standardInput ? "standard input" : path);

/** The users that words of a command line name. */
export function usersOfWords(names: readonly string[], ids: readonly string[]): GivenList {
  const users = [
    ...names.map((user_name) => ({ user_name })),
    ...ids.map((text) => {
      const [user_id = "", ...name] = text.split("=");
      return name.length === 0 ? { user_id } : { user_id, user_name: name.join("=") };
    }),
  ];
  return { ...checkUsers(users), name: "the command line", unit: "user" };
}

/** A list lives to the end: otherwise V8 lets garbage grow to several times its size. */
function collectEarly(): void {
  setFlagsFromString("--heap-growing-percent=5");
  setFlagsFromString("--semi-space-growth-factor=1");
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (found.isDirectory()) throw new UsageError(`${path}: is a directory: name a file`);
}

function unreadable(path: string, error: unknown): UsageError {
  return new UsageError(`${path}: cannot be read: ${messageOf(error)}`, { cause: error });
}

/**
 * The format of a file: the one that was asked for, or else that of its extension.
 *
 * @throws UsageError where neither says it
 */
function formatOf(path: string, asked: UserFileFormat | undefined): UserFileFormat {
  const format = asked ?? userFileFormatOf(path);
  if (format !== undefined) return format;
  if (extname(path).toLowerCase() === ".json") {
    throw new UsageError(
      `${path}: a JSON document cannot be read line by line: make it one object a line (jq -c '.[]') and give --format ndjson`,
    );
  }
  throw new UsageError(
    `the format of ${nameOf(path)} is not known: give --format ${userFileFormats.join(" or ")}`,
  );
}
