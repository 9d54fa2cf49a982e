import type { UserInfo } from "@hotspot-session/client";
import type { UserListProblem } from "@hotspot-session/client/user-files";

import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { grouped } from "./progress.ts";
import type { GivenList } from "./user-list.ts";

/** How many repeated users a note names. */
const namedRepeats = 5;

/** What is wrong in a file or a list. */
interface Problems extends Pick<GivenList, "name" | "unit" | "wrong"> {
  readonly problems: readonly (UserListProblem & { readonly column?: number })[];
}

/** Says which lines are wrong, and that nothing was sent. @returns the exit code for that */
export function reportProblems(
  { complain, say }: Context,
  { name, unit, wrong, problems }: Problems,
  doing: string,
): ExitCode {
  const subject =
    wrong === 1 ? `1 ${unit} of ${name} is` : `${grouped(wrong)} ${unit}s of ${name} are`;
  complain(`cannot ${doing}: ${subject} wrong, and nothing was changed:`);
  for (const { line, column, problem } of problems) {
    say(`  ${unit} ${line}${column === undefined ? "" : `, column ${column}`}: ${problem}`);
  }
  if (wrong > problems.length) say(`  and ${grouped(wrong - problems.length)} more`);
  return exitCode.usage;
}

/** Says which users are there more than once: no error, and perhaps a mistake. @returns how many */
export function reportRepeats(
  { say }: Context,
  { name, unit }: GivenList,
  lines: readonly number[],
): number {
  if (lines.length === 0) return 0;
  const named = lines.slice(0, namedRepeats);
  const more =
    lines.length > named.length ? ` and ${grouped(lines.length - named.length)} more` : "";
  const [verb, units] = lines.length === 1 ? ["repeats", unit] : ["repeat", `${unit}s`];
  say(`Note: ${units} ${named.join(", ")}${more} of ${name} ${verb} a user before.`);
  return lines.length;
}

/** The command line that continues: these words, these flags, and those of the connection. */
export function commandLike(
  { flags }: Pick<Context, "flags">,
  words: readonly string[],
  others: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries({ ...others, ...flags }).flatMap(([name, value]) =>
    value === undefined
      ? []
      : value.startsWith("-") && value !== "-"
        ? [`--${name}=${value}`]
        : [`--${name}`, value],
  );
  return ["hotspot", ...words, ...given]
    .map((word) =>
      /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(" ");
}

/** The first entries of a kind, where people are shown some of many. */
export const firstOf = (users: readonly UserInfo[]) => users.slice(0, 7);
