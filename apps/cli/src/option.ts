import { UsageError } from "./usage-error.ts";

/** A value that is told by a flag. */
export interface Option<Value> {
  /** With its dashes: `--limit`. */
  readonly flag: `--${string}`;
  /** One letter, where there is a short form. */
  readonly short?: string;
  /** What follows the flag, in capitals; absent where nothing does. */
  readonly label?: string;
  readonly about: string;
  readonly choices?: readonly string[];
  /** Whether the shell is to offer files. */
  readonly isFile?: boolean;
  readonly isRequired?: boolean;
  readonly isRepeatable?: boolean;
  /**
   * The value, of the texts that were given with the flag: none where it was not given, and an
   * empty one for each time where nothing follows it.
   *
   * @throws UsageError
   */
  readonly read: (texts: readonly string[]) => Value;
}

/** What may be said of any option. */
type Extras = Pick<Option<unknown>, "short" | "isFile" | "choices">;

/** Is it there or not? */
export function flag(
  name: Option<boolean>["flag"],
  about: string,
  extras: Extras = {},
): Option<boolean> {
  return { ...extras, flag: name, about, read: (texts) => texts.length > 0 };
}

/** Text that is not empty. */
export function text(
  name: Option<string>["flag"],
  label: string,
  about: string,
  extras: Extras = {},
): Option<string | undefined> {
  return parsed(name, label, about, extras, (value) => value);
}

/** One of a few words. */
export function choice<const Choice extends string>(
  name: Option<Choice>["flag"],
  choices: readonly Choice[],
  about: string,
  extras: Extras = {},
): Option<Choice | undefined> {
  return parsed(name, choices.join("|"), about, { ...extras, choices }, (value) => {
    const found = choices.find((known) => known === value);
    if (found !== undefined) return found;
    throw new UsageError(`${name}: must be one of ${choices.join(", ")}, not "${value}"`);
  });
}

/** A number without a sign or a fraction. What is in range the service knows: its answer says so. */
export function wholeNumber(
  name: Option<number>["flag"],
  about: string,
  extras: Extras = {},
): Option<number | undefined> {
  return parsed(name, "N", about, extras, (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && Number.isSafeInteger(number)) return number;
    throw new UsageError(`${name}: must be a whole number, 0 or more, not "${value}"`);
  });
}

/** The option, which now has to be given. */
export function required<Value>(option: Option<Value | undefined>): Option<Value> {
  return {
    ...option,
    isRequired: true,
    read: (texts) => {
      const value = option.read(texts);
      if (value !== undefined) return value;
      throw new UsageError(`${option.flag} ${option.label ?? ""} is missing: ${option.about}`);
    },
  };
}

/** The option, which now may be given more than once; the values in their order. */
export function repeatable<Value>(option: Option<Value | undefined>): Option<readonly Value[]> {
  return {
    ...option,
    isRepeatable: true,
    read: (texts) => texts.map((one) => option.read([one])).filter((value) => value !== undefined),
  };
}

function parsed<Value>(
  name: Option<Value>["flag"],
  label: string,
  about: string,
  extras: Extras,
  parse: (value: string) => Value,
): Option<Value | undefined> {
  return {
    ...extras,
    flag: name,
    label,
    about,
    read: ([value]) => {
      if (value === undefined) return undefined;
      if (value === "") throw new UsageError(`${name}: must not be empty`);
      return parse(value);
    },
  };
}
