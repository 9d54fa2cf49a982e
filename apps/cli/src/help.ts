import type { Argument } from "./argument.ts";
import type { Command } from "./command.ts";
import { exitCodeMeanings } from "./exit-code.ts";
import { globalOptions, version } from "./global-options.ts";
import type { Option } from "./option.ts";
import { variables } from "./settings/environment.ts";

/** What the program is, in a line. */
export const summary = "Hotspot session migration from the command line.";

/** Which setting holds where several say it. */
export const precedence =
  "Flags win over the environment, and that over the profile that hotspot login stores.";

/** The nouns, and what each is. */
export const nouns: ReadonlyMap<string, string> = new Map([
  ["config", "Configurations: whether sessions leave a hotspot, and how many"],
  ["user", "Exempt users: those whose sessions stay"],
]);

/** The line that shows how a command is written. */
export function usageOf({ name, arguments: parameters, options }: Command): string {
  const required = options.filter(({ isRequired }) => isRequired).map(optionForm);
  const others = options.length > required.length ? ["[OPTIONS]"] : [];
  return ["hotspot", name, ...parameters.map(argumentForm), ...required, ...others].join(" ");
}

function argumentForm({ label, takes }: Argument<unknown>): string {
  if (takes === "one") return label;
  return takes === "any" ? `[${label}...]` : `[${label}]`;
}

/** An option as it is written: `-o, --output json|csv`. */
export function optionForm({ flag, short, label }: Option<unknown>): string {
  const names = short === undefined ? flag : `-${short}, ${flag}`;
  return label === undefined ? names : `${names} ${label}`;
}

/** What help says of an option: its meaning, and how often it is to be given. */
export function optionAbout({ about, isRequired, isRepeatable }: Option<unknown>): string {
  return `${about}${isRequired ? " (required)" : ""}${isRepeatable ? " (may be repeated)" : ""}`;
}

/** Help on what begins with these words: the program, a noun or a command. */
export function helpOn(path: readonly string[], commands: readonly Command[], width = 80): string {
  const command = commands.find(({ name }) => name === path.join(" "));
  const sections =
    command === undefined ? overview(path, commands, width) : commandHelp(command, width);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function commandHelp(command: Command, width: number): string[][] {
  const { details = [], arguments: parameters, options, examples } = command;
  return [
    [`Usage: ${usageOf(command)}`],
    wrap(`${command.summary}.`, width),
    ...details.map((paragraph) => wrap(paragraph, width)),
    ...section(
      "Arguments",
      parameters.map(({ label, about }) => [label, about]),
      width,
    ),
    ...section("Options", rows(options), width),
    ...section("Options of every command", rows(globalOptions), width),
    ["Examples:", ...examples.flatMap(({ line, about }) => [`  # ${about}`, `  ${line}`])],
  ];
}

function overview(
  path: readonly string[],
  commands: readonly Command[],
  width: number,
): string[][] {
  const [noun] = path;
  const shown = commands.filter(
    ({ name, isHidden }) => !isHidden && (noun === undefined || name.startsWith(`${noun} `)),
  );
  const list = section(
    "Commands",
    shown.map((one) => [one.name, one.summary]),
    width,
  );
  const more = ["hotspot", ...path, "COMMAND", "--help"].join(" ");
  if (noun !== undefined) {
    return [
      [`Usage: hotspot ${noun} COMMAND [OPTIONS]`],
      wrap(`${nouns.get(noun)}.`, width),
      ...list,
      [`${more} says more.`],
    ];
  }
  return [
    ["Usage: hotspot COMMAND [OPTIONS]"],
    [summary],
    ...list,
    ...section("Options of every command", rows([...globalOptions, version]), width),
    ...section("Environment", [...variables], width),
    wrap(precedence, width),
    ...section(
      "Exit codes",
      Array.from(exitCodeMeanings, ([code, meaning]) => [String(code), meaning]),
      width,
    ),
    [
      "Examples:",
      "  hotspot login",
      "  hotspot config create --migration on --exit-sessions 2",
      "  hotspot config list --output json",
    ],
    [`${more} says more.`],
  ];
}

const rows = (options: readonly Option<unknown>[]) =>
  options.map((option): [string, string] => [optionForm(option), optionAbout(option)]);

/** Two columns below a title; what does not fit beside its term goes below it. */
function section(
  title: string,
  entries: readonly (readonly [string, string])[],
  width: number,
): string[][] {
  if (entries.length === 0) return [];
  const indent = Math.min(26, Math.max(...entries.map(([term]) => term.length)) + 4);
  const lines = entries.flatMap(([term, about]) => {
    const [first = "", ...rest] = wrap(about, Math.max(30, width - indent));
    const below = rest.map((line) => " ".repeat(indent) + line);
    return term.length + 4 > indent
      ? [`  ${term}`, " ".repeat(indent) + first, ...below]
      : [`  ${term}`.padEnd(indent) + first, ...below];
  });
  return [[`${title}:`, ...lines]];
}

/** The text in lines no longer than this, unless a word is. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
