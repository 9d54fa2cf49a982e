import { UsageError } from "./usage-error.ts";

/** A value that is told by its place. */
export interface Argument<Value> {
  /** As help shows it, in capitals: `CONFIG`. */
  readonly label: string;
  readonly about: string;
  /** How many words it takes; only the last argument of a command may take `any` or be `optional`. */
  readonly takes: "one" | "optional" | "any";
  readonly choices?: readonly string[];
  /** Whether the shell is to offer files. */
  readonly isFile?: boolean;
  /** @throws UsageError */
  readonly read: (words: readonly string[]) => Value;
}

/** One word that has to be there. */
export function oneWord(
  label: string,
  about: string,
  { choices, isFile = false }: { choices?: readonly string[]; isFile?: boolean } = {},
): Argument<string> {
  return {
    label,
    about,
    takes: "one",
    isFile,
    ...(choices !== undefined && { choices }),
    read: ([word]) => {
      if (word === undefined) throw new UsageError(`${label} is missing: ${about}`);
      if (word === "") throw new UsageError(`${label} is empty: ${about}`);
      if (choices !== undefined && !choices.includes(word)) {
        throw new UsageError(`${label}: must be one of ${choices.join(", ")}, not "${word}"`);
      }
      return word;
    },
  };
}

/** As many words as there are, none included. */
export function anyWords(label: string, about: string): Argument<readonly string[]> {
  return { label, about, takes: "any", read: (words) => words };
}
