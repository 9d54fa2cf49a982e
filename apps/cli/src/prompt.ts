import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

import type { Context } from "./context.ts";
import { printable } from "./text.ts";
import { UsageError } from "./usage-error.ts";

/** Whether there is a terminal to ask on. */
export function canAsk({ streams }: Pick<Context, "streams">): boolean {
  return streams.in.isTTY === true && streams.err.isTTY === true;
}

/**
 * Asks on the terminal.
 *
 * @returns the line that was typed, without blanks around it; a hidden one is not shown
 *
 * @throws UsageError if the input ends before the line does
 * @throws the reason of the context's signal on Ctrl-C
 */
export async function ask(
  { streams, signal }: Pick<Context, "streams" | "signal">,
  question: string,
  { isHidden = false } = {},
): Promise<string> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: streams.in,
    output: isHidden ? silence : streams.err.stream,
    terminal: true,
  });
  // Reading keys one by one, the terminal sends no signal: it is made here.
  lines.on("SIGINT", () => process.emit("SIGINT"));
  const ended = new Promise<never>((_, reject) => {
    lines.once("close", () => reject(new UsageError(`nothing was entered for: ${question}`)));
  });
  try {
    if (isHidden) void streams.err.write(question);
    const answer = await Promise.race([
      // The terminal draws the question again when a letter is erased.
      lines.question(isHidden ? "" : printable(streams.err.hide(question)), { signal }),
      ended,
    ]);
    return answer.trim();
  } finally {
    ended.catch(() => undefined);
    lines.close();
    if (isHidden || signal.aborted) void streams.err.write("\n");
  }
}

/**
 * Before anything is read: no one should wait for a question that cannot be asked.
 *
 * @param input what standard input is, where it is no terminal to ask on
 */
export function checkCanAsk(context: Pick<Context, "streams">, input?: string): void {
  if (input === undefined && canAsk(context)) return;
  const why =
    input === undefined ? "there is no terminal to ask on" : `standard input is the ${input}`;
  throw new UsageError(
    `it asks before it changes anything, and ${why}: give --yes, or --dry-run to see the changes`,
  );
}

/** Asks whether to make the changes that were shown, and says so where they are not made. */
export async function isAgreed(
  context: Pick<Context, "streams" | "signal" | "say">,
): Promise<boolean> {
  const isYes = /^y(es)?$/i.test(await ask(context, "Make these changes? [y/N] "));
  if (!isYes) context.say("Nothing was changed.");
  return isYes;
}
