import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { setFlagsFromString } from "node:v8";

import type { UserInfo } from "@hotspot-session/client";

import type { Context } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import { type Format, formatOf, rowReaders, standardInput } from "./format.ts";
import { linesOf, UnreadableLineError } from "./lines.ts";
import { type Row, rowOf } from "./row.ts";

/** How many wrong lines are kept, to be named one by one. */
const namedProblems = 20;

/** A list of users as it was given, read to its end. */
export interface UserList {
  /** For messages: `users.csv`, `standard input`, `the command line`. */
  readonly name: string;
  /** What its places are counted in. */
  readonly unit: "line" | "user";
  readonly users: readonly UserInfo[];
  /** The place of each user, from 1. */
  readonly places: readonly number[];
  /** How many lines are wrong. */
  readonly wrong: number;
  /** The first of these. */
  readonly problems: readonly Extract<Row, { problem: string }>[];
}

/**
 * Reads the users of a file or, for `-`, of standard input.
 *
 * @throws UsageError if there is no such file, or its format is not known
 * @throws the reason of the context's signal on Ctrl-C
 */
export async function readUsers(
  path: string,
  asked: Format | undefined,
  { streams, signal }: Pick<Context, "streams" | "signal">,
): Promise<UserList> {
  collectEarly();
  const reader = rowReaders[formatOf(path, asked)]();
  const isInput = path === standardInput;
  if (!isInput) await checkFile(path);
  const bytes = addAbortSignal(signal, isInput ? streams.in : createReadStream(path));
  const list = newList(isInput ? "standard input" : path, "line");
  try {
    for await (const { first, texts } of linesOf(bytes)) {
      for (const [index, text] of texts.entries()) {
        const line = first + index;
        list.add(text === undefined ? { line, problem: notUtf8 } : reader.line(text, line));
      }
    }
    list.add(reader.end());
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof UnreadableLineError)) throw unreadable(path, error);
    list.add({ line: error.line, problem: error.message });
  }
  return list;
}

/** The users that words of a command line name. */
export function usersOfWords(names: readonly string[], ids: readonly string[]): UserList {
  const list = newList("the command line", "user");
  const users = [
    ...names.map((user_name) => ({ user_name })),
    ...ids.map((text) => {
      const [user_id = "", ...name] = text.split("=");
      return name.length === 0 ? { user_id } : { user_id, user_name: name.join("=") };
    }),
  ];
  for (const [index, user] of users.entries()) list.add(rowOf(index + 1, user));
  return list;
}

/** The places of the users that are the same, by id or else by name, as one before. */
export function repeatedPlaces({ users, places }: UserList): readonly number[] {
  const ids = new Set<string>();
  const names = new Set<string>();
  const repeated: number[] = [];
  users.forEach(({ user_id, user_name = "" }, index) => {
    const seen = user_id === undefined ? names : ids;
    const count = seen.size;
    if (seen.add(user_id ?? user_name).size === count) repeated.push(places[index] ?? 0);
  });
  return repeated;
}

function newList(name: string, unit: UserList["unit"]) {
  const list = {
    name,
    unit,
    users: [] as UserInfo[],
    places: [] as number[],
    wrong: 0,
    problems: [] as Extract<Row, { problem: string }>[],
    add(row: Row | undefined): void {
      if (row === undefined) return;
      if (row.problem === undefined) {
        list.users.push(row.user);
        list.places.push(row.line);
        return;
      }
      list.wrong += 1;
      if (list.problems.length < namedProblems) list.problems.push(row);
    },
  };
  return list;
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
  const why = error instanceof Error ? error.message : String(error);
  return new UsageError(`${path}: cannot be read: ${why}`, { cause: error });
}

const notUtf8 = "is not in UTF-8: save the file as UTF-8";
