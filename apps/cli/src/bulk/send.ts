import {
  BulkError,
  type BulkOutcome,
  type NonMigrationUsers,
  type UserInfo,
} from "@hotspot-session/client";

import type { Context } from "../context.ts";
import { progressOn } from "./progress.ts";

/** Ctrl-C was pressed: nothing more will be sent. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Only a part of the users was sent, or none. */
export interface Unsent {
  readonly outcome: BulkOutcome;
  /** Why: what failed first. */
  readonly cause: unknown;
  readonly isInterrupted: boolean;
}

/** How users are sent. */
interface Sending {
  /** What is being done: `Adding`. */
  readonly label: string;
  readonly users: readonly UserInfo[];
  /**
   * How many requests are under way at a time. Additions go one after the other, since their order
   * is that of the list and decides, where a user occurs twice, which of the two holds. For removals
   * no order matters.
   */
  readonly concurrency: number;
  /** Called with the number of users that are applied for certain, if the process ends early. */
  readonly onEnd: (applied: number) => void;
}

/**
 * Sends users, with a bar on a terminal. On Ctrl-C no further request is made, and those under way
 * are waited for, so that it is known what they did.
 *
 * @returns undefined where all of it was applied
 */
export async function send(
  change: NonMigrationUsers["add"],
  config: string,
  { streams, signal, say }: Pick<Context, "streams" | "signal" | "say">,
  { label, users, concurrency, onEnd }: Sending,
): Promise<Unsent | undefined> {
  const progress = progressOn(streams.err, label, users.length);
  let applied = 0;
  const stopping = () => {
    progress.clear();
    say("Stopping once the service has answered; Ctrl-C again stops at once.");
  };
  const ending = () => {
    progress.clear();
    onEnd(applied);
  };
  function* untilInterrupted(): Generator<UserInfo> {
    for (const user of users) {
      if (signal.aborted) throw new Interrupted("interrupted");
      yield user;
    }
  }
  signal.addEventListener("abort", stopping);
  process.once("exit", ending);
  try {
    await change(config, untilInterrupted(), {
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
