import type { Command, Option } from "commander";

import { commandOf, isHidden, optionsOf } from "../usage.ts";

/** A word that may stand here, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** What may stand in the place of the last word; `files` where the shell knows better. */
export type Candidates = readonly Candidate[] | "files";

/**
 * What may stand in the place of the last of the words, which is as far as it is typed.
 *
 * @param words those after the program's name
 * @param profileNames called only where a profile is to be named
 */
export async function candidatesFor(
  words: readonly string[],
  program: Command,
  profileNames: () => Promise<Iterable<string>>,
): Promise<Candidates> {
  const [typed, before, prefix] = lastOf(words);
  const fitting = (found: Iterable<string>) =>
    Array.from(found, (word) => ({ word: prefix + word, about: "" })).filter(({ word }) =>
      word.startsWith(prefix + typed),
    );
  const known = optionsOf(program);
  const awaiting = optionAwaiting(before, known);
  if (awaiting?.long === "--profile") return fitting(await profileNames());
  if (awaiting !== undefined) return valuesOf(awaiting.flags, awaiting.argChoices, fitting);

  const plain = before.filter(
    (word, index) => !word.startsWith("-") && !optionAwaiting(before.slice(0, index), known),
  );
  const command = commandOf(program, plain);
  if (typed.startsWith("-")) {
    const { options } = command;
    const isProgram = command === program;
    const help = { long: "--help", description: "show help" };
    const all = [...options, ...(isProgram ? [] : program.options), help];
    return all
      .map(({ long, description }) => ({ word: long ?? "", about: description }))
      .filter(({ word }) => word.startsWith(typed) && (isProgram || word !== "--version"));
  }
  const depth = wordsTo(command);
  if (command.commands.length > 0) {
    if (plain.length > depth) return [];
    return command.commands
      .filter((one) => !isHidden(one) && one.name().startsWith(typed))
      .map((one) => ({ word: one.name(), about: one.summary() || one.description() }));
  }
  const { registeredArguments: parameters } = command;
  const place = plain.length - depth;
  const parameter = parameters[place] ?? parameters.findLast(({ variadic }) => variadic);
  return parameter === undefined
    ? []
    : valuesOf(`<${parameter.name()}>`, parameter.argChoices, fitting);
}

/**
 * The last word as far as it is to be completed, the words before it, and what stands before it in
 * the same word. `--output=j` is one word, or three where a shell parts words at `=`.
 */
function lastOf(words: readonly string[]): [string, readonly string[], string] {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const [, option, value] = /^(--[\w-]+)=(.*)$/.exec(typed) ?? [];
  if (option !== undefined) return [value ?? "", [...before, option], `${option}=`];
  if (typed === "=") return ["", before, ""];
  return before.at(-1) === "=" ? [typed, before.slice(0, -1), ""] : [typed, before, ""];
}

/** The option whose value comes next. */
function optionAwaiting(before: readonly string[], known: readonly Option[]): Option | undefined {
  const last = before.at(-1);
  if (last === undefined || before.slice(0, -1).includes("--")) return undefined;
  const option = known.find(({ long, short }) => last === long || last === short);
  return option?.required ? option : undefined;
}

function valuesOf(
  form: string,
  choices: readonly string[] | undefined,
  fitting: (found: Iterable<string>) => readonly Candidate[],
): Candidates {
  return /<(file|dir)>/.test(form) ? "files" : fitting(choices ?? []);
}

/** How many words call a command. */
const wordsTo = ({ parent }: Command): number => (parent === null ? 0 : 1 + wordsTo(parent));
