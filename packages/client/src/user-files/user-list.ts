import type { UserInfo } from "@hotspot-session/types";

import { rowReaders, type UserFileFormat } from "./format.ts";
import { linesOf, UnreadableLineError } from "./lines.ts";
import { type Row, rowOf } from "./row.ts";

/** How many problems are kept, to be named one by one. */
const namedProblems = 20;

/** What is wrong in a list. */
export interface UserListProblem {
  /** The line, from 1; of what goes over several, the first. */
  readonly line: number;
  /** What is wrong there and what to do about it, to be read after the line's number. */
  readonly problem: string;
}

/** A list of users, read to its end. */
export interface UserList {
  readonly users: readonly UserInfo[];
  /** The line of each user, from 1. */
  readonly lines: readonly number[];
  /** How many lines are wrong. Of a list with any, nothing should be sent. */
  readonly wrong: number;
  /** The first 20 of these. */
  readonly problems: readonly UserListProblem[];
}

/** The bytes of a file: a browser's `file.stream()`, a stream of Node, the body of an answer. */
export type UserFileSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface ReadUsersOptions {
  /** Ends the reading before the next chunk. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a file of users as a whole, and checks each against the contract. A million users take about
 * 200 MB.
 *
 * @throws the reason of the signal once it is aborted
 * @throws what the source throws
 */
export async function readUsers(
  source: UserFileSource,
  format: UserFileFormat,
  { signal }: ReadUsersOptions = {},
): Promise<UserList> {
  const reader = rowReaders[format]();
  const list = newList();
  try {
    for await (const { first, texts } of linesOf(chunksOf(source, signal))) {
      for (const [index, text] of texts.entries()) {
        const line = first + index;
        list.add(text === undefined ? { line, problem: notUtf8 } : reader.line(text, line));
      }
    }
    list.add(reader.end());
  } catch (error) {
    if (!(error instanceof UnreadableLineError)) throw error;
    list.add({ line: error.line, problem: error.message });
  }
  return list;
}

/** The same checks for users that come from elsewhere; the first has the line 1. */
export function checkUsers(users: Iterable<UserInfo>): UserList {
  const list = newList();
  let line = 0;
  for (const user of users) list.add(rowOf((line += 1), user));
  return list;
}

/** The lines of the users that are the same, by id or else by name, as one before. */
export function repeatedLines({ users, lines }: Pick<UserList, "users" | "lines">): number[] {
  const ids = new Set<string>();
  const names = new Set<string>();
  const repeated: number[] = [];
  users.forEach(({ user_id, user_name = "" }, index) => {
    const seen = user_id === undefined ? names : ids;
    const count = seen.size;
    if (seen.add(user_id ?? user_name).size === count) repeated.push(lines[index] ?? 0);
  });
  return repeated;
}

function newList() {
  const list = {
    users: [] as UserInfo[],
    lines: [] as number[],
    wrong: 0,
    problems: [] as UserListProblem[],
    add(row: Row | undefined): void {
      if (row === undefined) return;
      if (row.problem === undefined) {
        list.users.push(row.user);
        list.lines.push(row.line);
        return;
      }
      list.wrong += 1;
      if (list.problems.length < namedProblems) list.problems.push(row);
    },
  };
  return list;
}

/** Not every browser can iterate over a stream. */
async function* chunksOf(
  source: UserFileSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  if (!("getReader" in source)) {
    for await (const chunk of source) {
      signal?.throwIfAborted();
      yield chunk;
    }
    return;
  }
  const reader = source.getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { value } = await reader.read();
      if (value === undefined) return;
      yield value;
    }
  } finally {
    // What was read to its end is closed already.
    await reader.cancel();
  }
}

const notUtf8 = "is not in UTF-8: save the file as UTF-8";
