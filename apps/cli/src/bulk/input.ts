import type { Given } from "../command.ts";
import type { Context } from "../context.ts";
import { UsageError } from "../usage-error.ts";
import type { Format } from "./format-names.ts";
import { formatOf } from "./format.ts";
import { file, format, fromLine, ids, names } from "./options.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { openSource } from "./source.ts";
import { problemOf } from "./user-bounds.ts";

/** The users that a command is about, which can be read more than once. */
export interface Input extends AsyncDisposable {
  /** For messages: `users.csv`, `standard input`, `the command line`. */
  readonly name: string;
  /** What its rows are counted in. */
  readonly unit: "line" | "user";
  /** How large it is, in bytes; 0 where that is no work. */
  readonly size: number;
  read(): AsyncIterable<Rows>;
  /** Whether it was changed since it was opened. */
  isChanged(): Promise<boolean>;
}

/**
 * The users that a command line gives, or names the file of.
 *
 * @throws UsageError if there are none, or the file cannot be read
 */
export async function inputOf(given: Given, context: Context): Promise<Input> {
  const path = given(file);
  const words = [...given(names), ...given(ids)];
  if (path === undefined) {
    const onlyOfFile = given(format) === undefined ? given(fromLine) && fromLine : format;
    if (onlyOfFile) throw new UsageError(`${onlyOfFile.flag} is about a --file, and none is given`);
    if (words.length === 0) throw new UsageError("nobody is named: give names, --id or --file");
    return wordsInput(given);
  }
  if (words.length > 0) {
    throw new UsageError("users are either named or read from a --file: give one of the two");
  }
  return fileInput(path, given(format), context);
}

/** @throws UsageError if there is no such file, or its format is not known */
export async function fileInput(
  path: string,
  asked: Format | undefined,
  { streams, signal }: Context,
): Promise<Input> {
  const found = formatOf(path, asked);
  const source = await openSource(path, () => streams.in, signal);
  return {
    name: source.name,
    unit: "line",
    size: source.size,
    read: () => rowsOf(source.read(), found),
    isChanged: () => source.isChanged(),
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

function wordsInput(given: Given): Input {
  const users = [
    ...given(names).map((user_name) => ({ user_name })),
    ...given(ids).map((text) => {
      const [user_id = "", ...name] = text.split("=");
      return name.length === 0 ? { user_id } : { user_id, user_name: name.join("=") };
    }),
  ];
  const rows = users.map((user, index) => {
    const problem = problemOf(user);
    const line = index + 1;
    return problem === undefined ? { line, user } : { line, problem };
  });
  return {
    name: "the command line",
    unit: "user",
    size: 0,
    async *read() {
      yield { rows, bytes: 0 };
    },
    isChanged: async () => false,
    [Symbol.asyncDispose]: async () => undefined,
  };
}
