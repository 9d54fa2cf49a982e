import type { ChangeEnd } from "@hotspot-session/client/sync";

import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { exitCodeOf, failureLine } from "../failure.ts";
import { type Progress, progressOn } from "./progress.ts";

/** Shows how many users are done. With 0, something else begins. */
export type Show = (label: string, done: number, total: number) => void;

/**
 * Runs a change with a bar on a terminal. At the first Ctrl-C it says that it is stopping.
 *
 * @param onEnd called if the process ends before the change does
 */
export async function interruptible<Result>(
  { streams, signal, say }: Pick<Context, "streams" | "signal" | "say">,
  onEnd: () => void,
  run: (show: Show) => Promise<Result>,
): Promise<Result> {
  let progress: Progress | undefined;
  const stopping = () => {
    progress?.clear();
    say("Stopping once the service has answered; Ctrl-C again stops at once.");
  };
  const ending = () => {
    progress?.clear();
    onEnd();
  };
  signal.addEventListener("abort", stopping);
  process.once("exit", ending);
  try {
    return await run((label, done, total) => {
      if (done === 0) {
        progress?.clear();
        progress = progressOn(streams.err, label, total);
      }
      progress?.update(done);
    });
  } finally {
    process.off("exit", ending);
    signal.removeEventListener("abort", stopping);
    progress?.clear();
  }
}

/** Says why a change was not made to its end. @returns the exit code for that */
export function reportEnd(
  { complain }: Pick<Context, "complain">,
  doing: string,
  { end, cause }: ChangeEnd,
): ExitCode {
  const isInterrupted = end === "cancelled";
  complain(
    isInterrupted ? `interrupted: could not ${doing} to the end` : failureLine(doing, cause),
  );
  return isInterrupted ? exitCode.interrupted : exitCodeOf(cause);
}

/** The reader of the changes may end first, as in `| head`, and the process with it: not all is done. */
export async function failWhereStopped<Result>(run: () => Promise<Result>): Promise<Result> {
  const fail = () => {
    process.exitCode ||= exitCode.failed;
  };
  process.once("exit", fail);
  try {
    return await run();
  } finally {
    process.off("exit", fail);
  }
}
