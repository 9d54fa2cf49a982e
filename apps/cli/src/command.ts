import type { Context } from "./context.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Option } from "./option.ts";
import type { Argument } from "./argument.ts";

// How to add a command:
//
// 1. Write `commands/NOUN-VERB.ts`: the options and arguments as constants (option.ts, argument.ts),
//    and `export const nounVerb = defineCommand({ … })` with them.
// 2. List it in `commands/all.ts`, at the place where help is to show it.
//
// Help, completion, the man page and the reference page are made of this definition; nothing else
// is to be told. `hotspot --help` loads every definition, so import here only what is light, and the
// rest (`await import("…")`) where `run` needs it. `run` gets the values by their constants:
//
//     run: async (context, given) => {
//       const hotspot = await context.client();
//       await context.output.list(userShape, hotspot.nonMigrationUsers.iterate(given(config)));
//     }
//
// What is thrown becomes one line and an exit code: a UsageError its message and 2; all else (see
// failure.ts) `cannot DOING: …`, a HotspotError with the code of its kind, a Failure with its own.

/** The values of a command line, each by the constant that defines it. */
export type Given = <Value>(parameter: Argument<Value> | Option<Value>) => Value;

/** A command line that can be copied, and what it does. */
export interface Example {
  readonly line: string;
  readonly about: string;
}

/** All there is to say of a command. */
export interface Command {
  /** The words that call it, without the program's: `config list`. */
  readonly name: string;
  /** One line, in the imperative, without a full stop. */
  readonly summary: string;
  /** What else there is to know: paragraphs, each a string. */
  readonly details?: readonly string[];
  /** What it does, to be read after `cannot`: `list the configurations`. */
  readonly doing: string;
  readonly arguments: readonly Argument<unknown>[];
  readonly options: readonly Option<unknown>[];
  /** At least one. */
  readonly examples: readonly Example[];
  /** Left out of help and pages: it is there for programs. */
  readonly isHidden?: boolean;
  /** Ends with nothing for `done`. What it throws becomes a line and an exit code. */
  readonly run: (context: Context, given: Given) => Promise<ExitCode | void>;
}

export function defineCommand(command: Command): Command {
  return command;
}
