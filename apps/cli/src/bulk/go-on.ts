import type { Context } from "../context.ts";
import { shellWords } from "./shell-words.ts";

/** A command line like the one that was given: its words, and its flags where they have a value. */
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
  return shellWords(["hotspot", ...words, ...given]);
}
