import { changeUsers as change, describeAccount } from "@hotspot-session/client/sync";
import { repeatedLines, type UserFileFormat } from "@hotspot-session/client/user-files";

import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import type { Shape } from "../output/shape.ts";
import { userShape } from "../output/user-shape.ts";
import { UsageError } from "../usage-error.ts";
import { interruptible, reportEnd } from "./interruptible.ts";
import { counted, grouped } from "./progress.ts";
import { commandLike, firstOf, reportProblems, reportRepeats } from "./report.ts";
import { type GivenList, readUsers, standardInput, usersOfWords } from "./user-list.ts";

/** What programs learn of a change that was made, or would be. */
interface Result {
  readonly users: number;
  readonly repeated: number;
  readonly sent: boolean;
}

const resultShape: Shape<Result> = { columns: [], fields: ["users", "repeated", "sent"] };

/** What differs between the two commands. */
const ways = {
  add: { doing: "add the users", done: "added", label: "Adding" },
  remove: { doing: "remove the users", done: "removed", label: "Removing" },
} as const;

/** What the command line says of the users. */
export interface ChangeOptions {
  readonly id?: readonly string[];
  readonly file?: string;
  readonly format?: UserFileFormat;
  readonly fromLine?: number;
  readonly dryRun?: boolean;
}

/** Checks all the users that are given, then adds or removes them. */
export async function changeUsers(
  context: Context,
  verb: keyof typeof ways,
  config: string,
  names: readonly string[],
  options: ChangeOptions,
): Promise<ExitCode> {
  const { say, output } = context;
  const way = ways[verb];
  const whole = await listOf(context, names, options);
  if (whole.wrong > 0) return reportProblems(context, whole, way.doing);
  const list = fromLineOn(whole, options.fromLine);
  const repeated = reportRepeats(context, list, repeatedLines(list));
  const { users, lines } = list;

  if (!options.dryRun && users.length > 0) {
    const { nonMigrationUsers } = await context.client();
    let applied = 0;
    const onEnd = () => {
      say(`${grouped(applied)} of ${counted(users.length, "user")} are certainly ${way.done}.`);
      // Of several removals under way it is not known which came to an end.
      const from = verb === "add" ? applied : 0;
      sayHowToGoOn(context, verb, config, options, lines[from]);
    };
    const result = await interruptible(context, onEnd, (show) => {
      show(way.label, 0, users.length);
      const onProgress = (done: number) => show(way.label, (applied = done), users.length);
      const { signal } = context;
      return change(nonMigrationUsers, config, verb, users, { signal, onProgress });
    });
    if (result.end !== "complete") {
      const code = reportEnd(context, way.doing, result);
      const account = describeAccount(result, list, { done: way.done, unit: list.unit });
      for (const line of account) say(line);
      if (result.applied > 0 || result.failed.some(({ uncertain }) => uncertain)) {
        sayHowToGoOn(context, verb, config, options, lines[result.resumeFrom]);
      }
      return code;
    }
  }

  const sent = options.dryRun !== true;
  if (output.format !== "table") {
    await output.one(resultShape, { users: users.length, repeated, sent });
  } else if (!sent && users.length > 0) {
    await output.list(userShape, firstOf(users));
    const more = users.length - firstOf(users).length;
    if (more > 0) say(`and ${grouped(more)} more.`);
  }
  if (users.length === 0) say(`There are no users in ${list.name}: nothing was changed.`);
  else if (sent) say(`${counted(users.length, "user")} ${way.done}.`);
  else say(`${counted(users.length, "user")} would be ${way.done}. Nothing was changed.`);
  return exitCode.done;
}

/** @throws UsageError if users are given in no way, or in two */
async function listOf(
  context: Context,
  names: readonly string[],
  { id: ids = [], file, format, fromLine }: ChangeOptions,
): Promise<GivenList> {
  const isNamed = names.length > 0 || ids.length > 0;
  if (file !== undefined) {
    if (!isNamed) return await readUsers(file, format, context);
    throw new UsageError("users are either named or read from a --file: give one of the two");
  }
  const onlyWithFile = format !== undefined ? "--format" : fromLine && "--from-line";
  if (onlyWithFile) {
    throw new UsageError(`${onlyWithFile} is about a --file, and none is given`);
  }
  if (!isNamed) throw new UsageError("no user is named: give names, --id or --file");
  return usersOfWords(names, ids);
}

function fromLineOn(list: GivenList, fromLine = 1): GivenList {
  const index = list.lines.findIndex((line) => line >= fromLine);
  if (index === -1 && fromLine > 1) {
    throw new UsageError(
      `--from-line ${fromLine}: the last user of ${list.name} is in line ${list.lines.at(-1) ?? 0}`,
    );
  }
  if (index <= 0) return list;
  return { ...list, users: list.users.slice(index), lines: list.lines.slice(index) };
}

/** The command that adds or removes the rest. Sending again what is in changes nothing. */
function sayHowToGoOn(
  context: Context,
  verb: keyof typeof ways,
  config: string,
  { file, format }: ChangeOptions,
  line: number | undefined,
): void {
  const { say } = context;
  if (file === undefined) {
    say("To go on, run the same command again.");
    return;
  }
  const again = commandLike(context, ["user", verb, config], {
    file,
    format,
    ...(line !== undefined && { "from-line": String(line) }),
  });
  say(file === standardInput ? "To go on, with the same on standard input:" : "To go on:");
  say(`  ${again}`);
}
