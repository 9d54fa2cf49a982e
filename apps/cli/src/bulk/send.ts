import {
  BulkError,
  type BulkOutcome,
  type NonMigrationUsers,
  type UserInfo,
} from "@hotspot-session/client";

import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import type { ChunkLines } from "./chunk-lines.ts";
import type { Input } from "./input.ts";
import { progressOn, type Work } from "./progress.ts";
import type { Context } from "../context.ts";

/** Ctrl-C was pressed: nothing more is to be sent. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** What hands over users to be sent asks this before each. @throws Interrupted on Ctrl-C */
export function mayGoOn(signal: AbortSignal): void {
  if (signal.aborted) throw new Interrupted("interrupted");
}

/** A part of a list was sent, or none of it. */
export interface Unsent {
  readonly outcome: BulkOutcome;
  /** Why: what failed first. */
  readonly cause: unknown;
  readonly isInterrupted: boolean;
}

/** How users are sent. */
export interface Sending {
  readonly work: Work;
  /** How many requests are under way at a time. */
  readonly concurrency: number;
  /** The process ends before they are: its last words. Is told how many are applied for sure. */
  readonly onEnd: (applied: number) => void;
}

/**
 * Sends users, with a bar on a terminal. On Ctrl-C their source ends it ({@link mayGoOn}), and the
 * requests under way are waited for, so that it is known what they did.
 *
 * @returns undefined where all went well, else what did not
 */
export async function send(
  change: NonMigrationUsers["add"],
  config: string,
  users: AsyncIterable<UserInfo>,
  { streams, signal, say }: Pick<Context, "streams" | "signal" | "say">,
  { work, concurrency, onEnd }: Sending,
): Promise<Unsent | undefined> {
  const progress = progressOn(streams.err, work);
  let applied = 0;
  const stopping = () => {
    progress.clear();
    say("Stopping once the service has answered; Ctrl-C again stops at once.");
  };
  const ending = () => {
    progress.clear();
    onEnd(applied);
  };
  signal.addEventListener("abort", stopping);
  process.once("exit", ending);
  try {
    await change(config, users, {
      concurrency,
      onProgress(done) {
        applied = done.applied;
        progress.update(applied);
      },
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof BulkError)) throw error;
    const { cause } = error;
    return { outcome: error, cause, isInterrupted: cause instanceof Interrupted };
  } finally {
    process.off("exit", ending);
    signal.removeEventListener("abort", stopping);
    progress.clear();
  }
}

/** A part of an input that was checked. */
interface UsersRange {
  readonly fromLine: number;
  /** How many users there are from this line on. */
  readonly count: number;
  readonly signal: AbortSignal;
  /** Is told where each of them is. */
  readonly lines: ChunkLines;
}

/**
 * The users of an input from a line on.
 *
 * @throws Failure if it is not what it was when it was checked
 * @throws Interrupted on Ctrl-C
 */
export async function* usersOf(
  input: Input,
  { fromLine, count, lines, signal }: UsersRange,
): AsyncGenerator<UserInfo, void, void> {
  const changed = () =>
    new Failure(exitCode.failed, `${input.name} was changed while it was read. Start again.`);
  let left = count;
  for await (const { rows } of input.read()) {
    if (await input.isChanged()) throw changed();
    for (const { line, user } of rows) {
      if (line < fromLine) continue;
      left -= 1;
      if (user === undefined || left < 0) throw changed();
      mayGoOn(signal);
      lines.note(line);
      yield user;
    }
  }
  if (left > 0) throw changed();
}
