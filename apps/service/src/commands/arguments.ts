import { InvalidArgumentError } from "commander";

import { messageOf } from "./command-error.ts";

export function parseNote(text: string): string {
  const { length } = [...text];
  if (length < 1 || length > 200) throw new Error("must be 1 to 200 characters");
  return text;
}

/** What a parser throws, in the way that commander reports with the name of the flag. */
export function argument<Value>(parse: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(`It ${messageOf(error)}.`);
    }
  };
}
