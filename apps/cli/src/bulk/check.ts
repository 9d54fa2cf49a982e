import type { UserInfo } from "@hotspot-session/client";

import type { Context } from "../context.ts";
import type { Input } from "./input.ts";
import { KeyIndex } from "./key-index.ts";
import { progressOn } from "./progress.ts";
import type { BadRow, GoodRow } from "./row.ts";
import type { Rows } from "./rows.ts";

/** How many lines of a kind are told one by one. */
export const toldLines = 20;

/** What a list of users is like as a whole. */
export interface Checked {
  /** How many users there are from the given line on. */
  readonly users: number;
  /** The last line that has a user; 0 where there is none. */
  readonly lastLine: number;
  /** How many of them are the same, by id or else by name, as one before. */
  readonly repeated: number;
  /** The lines of the first of these. */
  readonly repeatedLines: readonly number[];
  /** How many rows are wrong. */
  readonly wrong: number;
  /** The first of these. */
  readonly problems: readonly BadRow[];
}

/** What else is asked of a list. */
interface CheckOptions {
  /** Users before this line are checked and not counted. */
  readonly fromLine?: number | undefined;
  /** What else may be wrong with a row. */
  readonly also?: (row: GoodRow) => string | undefined;
}

/**
 * Reads an input to its end, with a bar on a terminal.
 *
 * @throws the reason of the signal on Ctrl-C
 */
export async function checkInput(
  input: Input,
  { streams, signal }: Context,
  options: CheckOptions,
): Promise<Checked> {
  const progress = progressOn(streams.err, {
    label: "Checking",
    total: input.size,
    isUsers: false,
  });
  try {
    return await check(input.read(), {
      ...options,
      onBytes(bytes) {
        signal.throwIfAborted();
        progress.update(bytes);
      },
    });
  } finally {
    progress.clear();
  }
}

/** It keeps 13 to 27 bytes for each user, to know it again. */
async function check(
  batches: AsyncIterable<Rows>,
  { fromLine = 1, onBytes, also }: CheckOptions & { readonly onBytes: (bytes: number) => void },
): Promise<Checked> {
  const seen = { ids: new KeyIndex(), names: new KeyIndex() };
  let users = 0;
  let lastLine = 0;
  let repeated = 0;
  let wrong = 0;
  const repeatedLines: number[] = [];
  const problems: BadRow[] = [];

  function note(row: BadRow): void {
    wrong += 1;
    if (problems.length < toldLines) problems.push(row);
  }

  for await (const { rows, bytes } of batches) {
    for (const row of rows) {
      if (row.problem !== undefined) {
        note(row);
        continue;
      }
      const { line, user } = row;
      lastLine = line;
      const problem = also?.(row);
      if (problem !== undefined) note({ line, problem });
      if (line < fromLine) continue;
      users += 1;
      if (isNew(user, seen)) continue;
      repeated += 1;
      if (repeatedLines.length < toldLines) repeatedLines.push(line);
    }
    onBytes(bytes);
  }
  return { users, lastLine, repeated, repeatedLines, wrong, problems };
}

function isNew(
  { user_id, user_name = "" }: UserInfo,
  { ids, names }: { readonly ids: KeyIndex; readonly names: KeyIndex },
): boolean {
  const index = user_id === undefined ? names : ids;
  const count = index.size;
  return index.add(user_id ?? user_name) === count;
}
