import { Argument, InvalidArgumentError, Option } from "commander";

/** An option with a value that is not empty, given once. */
export function valued(
  flags: string,
  about: string,
  parse: (text: string) => unknown = (text) => text,
): Option {
  return new Option(flags, about).argParser((text: string, previous: unknown) => {
    if (previous !== undefined) throw new InvalidArgumentError("It is given twice.");
    if (text === "") throw new InvalidArgumentError("It must not be empty.");
    return parse(text);
  });
}

/** An option that may be given more than once; its values in their order. */
export function repeatable(flags: string, about: string): Option {
  return new Option(flags, `${about} (may be repeated)`).argParser(
    (text: string, previous: readonly string[] = []) => [...previous, text],
  );
}

/** One of a few words. */
export function choice(flags: string, about: string, choices: readonly string[]): Option {
  const option = valued(flags, about, (text) => {
    if (choices.includes(text)) return text;
    throw new InvalidArgumentError(`It must be one of ${choices.join(", ")}.`);
  });
  option.argChoices = [...choices];
  return option;
}

/** A number without a sign or a fraction. Which numbers are in range, the service says. */
export function wholeNumber(flags: string, about: string, least = 0): Option {
  return valued(flags, about, (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
  });
}

/** The configuration that a command is about. */
export const configArgument = () =>
  new Argument("<config>", "the id of the configuration, as config list shows it").argParser(
    (text) => {
      if (text === "") throw new InvalidArgumentError("It must not be empty.");
      return text;
    },
  );

export const migrationOption = () =>
  choice("--migration <on|off>", "whether sessions leave a server that has become a hotspot", [
    "on",
    "off",
  ]);

export const exitSessionsOption = () =>
  wholeNumber("--exit-sessions <n>", "how many sessions are to leave then, from 0 to 100");

export const formatOption = () =>
  choice(
    "--format <format>",
    "how the file is written; its extension tells that of .csv, .ndjson, .jsonl and .txt",
    ["csv", "ndjson", "lines"],
  );

export const dryRunOption = () =>
  new Option("--dry-run", "check everything and say what would be done; do nothing");

export const maxRemovalsOption = () =>
  wholeNumber("--max-removals <n>", "change nothing if more would be removed");

export const maxOverwritesOption = () =>
  wholeNumber("--max-overwrites <n>", "change nothing if more would be overwritten");
