import type { Command, Option } from "commander";

import { UsageError } from "./usage-error.ts";

/** What the program is, in a line. */
export const summary = "Hotspot session migration from the command line.";

/** Which setting holds where several say it. */
export const precedence =
  "Flags win over the environment, and that over the profile of hotspot login.";

/** A command line that can be copied, and what it does. */
export type Example = readonly [line: string, about: string];

const examples = new WeakMap<Command, readonly Example[]>();

/** Adds examples to a command: to its help, the man page and the reference page. */
export function withExamples(command: Command, ...added: readonly Example[]): void {
  examples.set(command, added);
  const lines = added.map(([line, about]) => `  # ${about}\n  ${line}`);
  command.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

export const examplesOf = (command: Command): readonly Example[] => examples.get(command) ?? [];

/** The words that call a command: `hotspot config list`. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** The commands that do something, in the order in which help shows them. */
export function leavesOf(command: Command): readonly Command[] {
  const { commands } = command;
  return commands.length === 0
    ? [command]
    : commands.filter((one) => !isHidden(one)).flatMap(leavesOf);
}

/** Commands for programs are left out of help and pages. */
export const isHidden = (command: Command) => command.name() === "complete";

/** Of the words, as many as lead to a command, options left aside. @returns that command */
export function commandOf(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words) {
    const next = command.commands.find((one) => [one.name(), ...one.aliases()].includes(word));
    if (next !== undefined) command = next;
  }
  return command;
}

/** Every option of every command: what takes a value must be known before the command is. */
export const optionsOf = (command: Command): readonly Option[] => [
  ...command.options,
  ...command.commands.flatMap(optionsOf),
];

/**
 * Commander takes the word after an option for its value, even where that is an option too.
 *
 * @throws UsageError where that is so
 */
export function checkValues(program: Command, words: readonly string[]): void {
  const valued = optionsOf(program).filter(({ required }) => required);
  for (const [index, word] of words.entries()) {
    if (word === "--") return;
    const option = valued.find(({ long, short }) => word === long || word === short);
    const value = words[index + 1] ?? "";
    if (option === undefined || !/^-./.test(value)) continue;
    throw new UsageError(
      `${option.flags}: the value is missing; or, if "${value}" is the value, write ${word}=${value}`,
    );
  }
}
