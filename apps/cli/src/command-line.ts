import { parseArgs } from "node:util";

import type { Argument } from "./argument.ts";
import type { Command, Given } from "./command.ts";
import { globalOptions, help, version } from "./global-options.ts";
import type { Option } from "./option.ts";
import { nearest } from "./suggest.ts";
import { UsageError } from "./usage-error.ts";

/** A command line, taken apart. */
export type CommandLine =
  | { readonly asks: "version" }
  /** For help on what begins with these words: the program, a noun or a command. */
  | { readonly asks: "help"; readonly of: readonly string[]; readonly isWanted: boolean }
  | { readonly asks: "run"; readonly command: Command; readonly given: Given };

/**
 * Takes the words after the program's name apart. Options may stand anywhere; what follows `--` is
 * never one.
 *
 * @throws UsageError that names the first word that is wrong, and what was probably meant
 */
export function readCommandLine(
  words: readonly string[],
  commands: readonly Command[],
): CommandLine {
  const { texts, positionals } = tokensOf(words, commands);
  const wantsHelp = texts.has(help.flag);
  const path = positionals[0] === "help" ? positionals.slice(1) : positionals;
  if (wantsHelp || positionals[0] === "help") {
    return { asks: "help", of: knownPart(path, commands), isWanted: true };
  }
  if (texts.has(version.flag)) return { asks: "version" };
  const command = commands.find(({ name }) => beginsWith(positionals, name.split(" ")));
  if (command === undefined) {
    const of = knownPart(positionals, commands);
    if (of.length === positionals.length) return { asks: "help", of, isWanted: false };
    throw new UsageError(unknownWord(positionals, of, commands));
  }
  const rest = positionals.slice(command.name.split(" ").length);
  return { asks: "run", command, given: givenOf(command, rest, texts) };
}

type Texts = ReadonlyMap<string, readonly string[]>;

/** Every option of every command: which of them take a value is known before the command is. */
function tokensOf(words: readonly string[], commands: readonly Command[]) {
  const known = [...globalOptions, version, ...commands.flatMap(({ options }) => options)];
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      known.map(({ flag, short, label }) => [
        flag.slice(2),
        {
          type: label === undefined ? ("boolean" as const) : ("string" as const),
          ...(short !== undefined && { short }),
        },
      ]),
    ),
  });
  const texts = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    const option = known.find(({ flag }) => flag === `--${name}`);
    if (option?.label !== undefined) checkValue(rawName, option.label, value, inlineValue);
    if (option !== undefined && option.label === undefined && value !== undefined) {
      throw new UsageError(`${rawName} takes no value`);
    }
    const key = option?.flag ?? rawName;
    texts.set(key, [...(texts.get(key) ?? []), value ?? ""]);
  }
  return { texts, positionals };
}

function checkValue(
  name: string,
  label: string,
  value: string | undefined,
  isInline: boolean | undefined,
): void {
  if (value === undefined) throw new UsageError(`${name} ${label}: the value is missing`);
  if (isInline || !/^-./.test(value)) return;
  throw new UsageError(
    `${name} ${label}: the value is missing; or, if "${value}" is the value, write ${name}=${value}`,
  );
}

/** @throws UsageError that names what is wrong, or all that is missing */
function givenOf(command: Command, words: readonly string[], texts: Texts): Given {
  const options = [...command.options, ...globalOptions];
  for (const [name, given] of texts) {
    const option = options.find(({ flag }) => flag === name);
    if (option === undefined) throw new UsageError(unknownOption(name, command, options));
    if (given.length > 1 && !option.isRepeatable && option.label !== undefined) {
      throw new UsageError(`${name} is given ${given.length} times: give it once`);
    }
  }
  const shares = sharesOf(command.arguments, words);
  const read = <Value>(parameter: Argument<Value> | Option<Value>): Value => {
    if ("flag" in parameter) return parameter.read(texts.get(parameter.flag) ?? []);
    return parameter.read(shares.get(parameter.label) ?? []);
  };
  const wrong: string[] = [];
  for (const parameter of [...command.arguments, ...options]) {
    try {
      read(parameter);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      wrong.push(error.message);
    }
  }
  if (wrong.length > 0) {
    throw new UsageError(`${wrong.join("; ")}. See hotspot ${command.name} --help.`);
  }
  return read;
}

/** The words of each argument, by its label. */
function sharesOf(
  parameters: readonly Argument<unknown>[],
  words: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const shares = new Map<string, readonly string[]>();
  let used = 0;
  for (const { label, takes } of parameters) {
    const end = takes === "any" ? words.length : used + 1;
    shares.set(label, words.slice(used, end));
    used = end;
  }
  const [extra] = words.slice(used);
  if (extra === undefined) return shares;
  const labels = parameters.map(({ label }) => label).join(" ");
  throw new UsageError(`"${extra}" is too much: it takes ${labels === "" ? "no words" : labels}`);
}

/** As many of the words as lead to a command. */
function knownPart(words: readonly string[], commands: readonly Command[]): readonly string[] {
  const length = words.findIndex(
    (_, index) =>
      !commands.some(({ name }) => beginsWith(name.split(" "), words.slice(0, index + 1))),
  );
  return length === -1 ? words : words.slice(0, length);
}

const beginsWith = (words: readonly string[], start: readonly string[]) =>
  start.every((word, index) => words[index] === word);

function unknownWord(
  words: readonly string[],
  known: readonly string[],
  commands: readonly Command[],
): string {
  const word = words[known.length] ?? "";
  const next = commands
    .filter(({ name, isHidden }) => !isHidden && beginsWith(name.split(" "), known))
    .map(({ name }) => name.split(" ")[known.length] ?? "");
  const path = ["hotspot", ...known].join(" ");
  return `"${word}" is no command of ${path}. ${meant(nearest(word, next), `${path} `)}See ${path} --help.`;
}

function unknownOption(
  name: string,
  command: Command,
  options: readonly Option<unknown>[],
): string {
  const flags = options.map(({ flag }) => flag);
  return `${name} is no option of hotspot ${command.name}. ${meant(nearest(name, flags), "")}See hotspot ${command.name} --help.`;
}

const meant = (word: string | undefined, before: string) =>
  word === undefined ? "" : `Did you mean ${before}${word}? `;
