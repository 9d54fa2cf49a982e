import type { Argument } from "../argument.ts";
import type { Command } from "../command.ts";
import { globalOptions, profile, version } from "../global-options.ts";
import { nouns } from "../help.ts";
import type { Option } from "../option.ts";

/** A word that may stand here, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** What may stand in the place of the last word. */
export type Candidates =
  | readonly Candidate[]
  /** The shell knows better. */
  | "files";

/**
 * What may stand in the place of the last of the words, which is as far as it is typed.
 *
 * @param words those after the program's name
 * @param profileNames asked for only where a profile is to be named
 */
export async function candidatesFor(
  words: readonly string[],
  commands: readonly Command[],
  profileNames: () => Promise<Iterable<string>>,
): Promise<Candidates> {
  const typed = words.at(-1) ?? "";
  const shown = commands.filter(({ isHidden }) => !isHidden);
  const known = [...globalOptions, version, ...shown.flatMap(({ options }) => options)];
  const before = words.slice(0, -1);
  const awaiting = optionAwaiting(before, known);
  const fitting = (found: readonly Candidate[]) =>
    found.filter(({ word }) => word.startsWith(typed));

  if (awaiting?.flag === profile.flag) {
    return fitting(Array.from(await profileNames(), (word) => ({ word, about: "" })));
  }
  if (awaiting !== undefined) return valuesOf(awaiting, fitting);

  const plain = before.filter(
    (word, index) => !word.startsWith("-") && !optionAwaiting(before.slice(0, index), known),
  );
  const command = shown.find(({ name }) =>
    name.split(" ").every((word, index) => word === plain[index]),
  );
  if (typed.startsWith("-")) {
    const options = [...(command?.options ?? []), ...globalOptions];
    return fitting(
      [...options, ...(plain.length === 0 ? [version] : [])].map(({ flag, about }) => ({
        word: flag,
        about,
      })),
    );
  }
  if (command === undefined) return fitting(nextWords(plain, shown));
  const place = plain.length - command.name.split(" ").length;
  const argument = command.arguments[Math.min(place, command.arguments.length - 1)];
  if (argument === undefined || (place >= command.arguments.length && argument.takes !== "any")) {
    return [];
  }
  return valuesOf(argument, fitting);
}

/** The option whose value comes next. */
function optionAwaiting(
  before: readonly string[],
  known: readonly Option<unknown>[],
): Option<unknown> | undefined {
  const last = before.at(-1);
  if (last === undefined || before.slice(0, -1).includes("--")) return undefined;
  const option = known.find(({ flag, short }) => last === flag || last === `-${short}`);
  return option?.label === undefined ? undefined : option;
}

function valuesOf(
  { choices = [], isFile = false }: Pick<Argument<unknown>, "choices" | "isFile">,
  fitting: (found: readonly Candidate[]) => readonly Candidate[],
): Candidates {
  return isFile ? "files" : fitting(choices.map((word) => ({ word, about: "" })));
}

/** The words that lead on to a command. */
function nextWords(plain: readonly string[], commands: readonly Command[]): readonly Candidate[] {
  const next = new Map<string, string>();
  for (const { name, summary } of commands) {
    const words = name.split(" ");
    const word = words[plain.length];
    if (word === undefined || !plain.every((one, index) => one === words[index])) continue;
    const isLast = words.length === plain.length + 1;
    next.set(word, isLast ? summary : (nouns.get(word) ?? ""));
  }
  return Array.from(next, ([word, about]) => ({ word, about }));
}
