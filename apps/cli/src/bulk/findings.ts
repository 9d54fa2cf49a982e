import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import type { Checked } from "./check.ts";
import type { Input } from "./input.ts";
import { grouped } from "./progress.ts";

/** How many lines a note names. */
const notedLines = 5;

/** Says which rows are wrong, and that nothing was sent. @returns the exit code for that */
export function complainOfRows(
  { complain, say }: Context,
  { name, unit }: Input,
  { wrong, problems }: Checked,
  doing: string,
): ExitCode {
  const subject =
    wrong === 1 ? `1 ${unit} of ${name} is` : `${grouped(wrong)} ${unit}s of ${name} are`;
  complain(`cannot ${doing}: ${subject} wrong, and nothing was changed:`);
  for (const { line, problem } of problems) say(`  ${unit} ${line}: ${problem}`);
  if (wrong > problems.length) say(`  and ${grouped(wrong - problems.length)} more`);
  return exitCode.usage;
}

/** Says which users are there more than once: it is no error, and may be a mistake. */
export function noteRepeated(
  { say }: Context,
  { name, unit }: Input,
  { repeated, repeatedLines }: Checked,
): void {
  if (repeated === 0) return;
  const named = repeatedLines.slice(0, notedLines);
  const more = repeated > named.length ? ` and ${grouped(repeated - named.length)} more` : "";
  const [verb, units] = repeated === 1 ? ["repeats", unit] : ["repeat", `${unit}s`];
  say(`Note: ${units} ${named.join(", ")}${more} of ${name} ${verb} a user before.`);
}
