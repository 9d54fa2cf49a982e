import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { exitCodeOf, failureLine } from "../failure.ts";
import type { Shape } from "../output/shape.ts";
import { userShape } from "../output/user-shape.ts";
import { UsageError } from "../usage-error.ts";
import { accountOf, type Done, isBegun } from "./account.ts";
import { type Format, standardInput } from "./format.ts";
import { counted, grouped } from "./progress.ts";
import { commandLike, firstOf, reportProblems, reportRepeats } from "./report.ts";
import { send } from "./send.ts";
import { readUsers, repeatedPlaces, type UserList, usersOfWords } from "./user-list.ts";

/** What programs learn of a change that was made, or would be. */
interface Result {
  readonly users: number;
  readonly repeated: number;
  readonly sent: boolean;
}

const resultShape: Shape<Result> = { columns: [], fields: ["users", "repeated", "sent"] };

/** What differs between the two commands. */
interface Way {
  readonly name: "user add" | "user remove";
  readonly doing: string;
  readonly done: Done;
  readonly label: string;
  readonly concurrency: number;
}

export const adding: Way = {
  name: "user add",
  doing: "add the users",
  done: "added",
  label: "Adding",
  concurrency: 1,
};

export const removing: Way = {
  name: "user remove",
  doing: "remove the users",
  done: "removed",
  label: "Removing",
  concurrency: 4,
};

/** What the command line says of the users. */
export interface ChangeOptions {
  readonly id?: readonly string[];
  readonly file?: string;
  readonly format?: Format;
  readonly fromLine?: number;
  readonly dryRun?: boolean;
}

/** Checks all the users that are given, then adds or removes them. */
export async function changeUsers(
  context: Context,
  way: Way,
  config: string,
  names: readonly string[],
  options: ChangeOptions,
): Promise<ExitCode> {
  const { say, output, complain } = context;
  const whole = await listOf(context, names, options);
  if (whole.wrong > 0) return reportProblems(context, whole, way.doing);
  const list = fromLineOn(whole, options.fromLine);
  const repeated = reportRepeats(context, list, repeatedPlaces(list));
  const { users, places } = list;

  if (!options.dryRun && users.length > 0) {
    const { nonMigrationUsers } = await context.client();
    const change = way.done === "added" ? nonMigrationUsers.add : nonMigrationUsers.remove;
    const unsent = await send(change, config, context, {
      ...way,
      users,
      onEnd(applied) {
        say(`${grouped(applied)} of ${counted(users.length, "user")} are certainly ${way.done}.`);
        // Of several requests under way it is not known which came to an end.
        sayHowToGoOn(context, way, config, options, places[way.concurrency === 1 ? applied : 0]);
      },
    });
    if (unsent !== undefined) {
      const { outcome, cause, isInterrupted } = unsent;
      complain(
        isInterrupted
          ? `interrupted: could not ${way.doing} to the end`
          : failureLine(way.doing, cause),
      );
      for (const line of accountOf(outcome, list, way.done)) say(line);
      if (isBegun(outcome)) {
        sayHowToGoOn(context, way, config, options, places[outcome.resumeFrom]);
      }
      return isInterrupted ? exitCode.interrupted : exitCodeOf(cause);
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
): Promise<UserList> {
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

function fromLineOn(list: UserList, fromLine = 1): UserList {
  const index = list.places.findIndex((place) => place >= fromLine);
  if (index === -1 && fromLine > 1) {
    throw new UsageError(
      `--from-line ${fromLine}: the last user of ${list.name} is in line ${list.places.at(-1) ?? 0}`,
    );
  }
  if (index <= 0) return list;
  return { ...list, users: list.users.slice(index), places: list.places.slice(index) };
}

/** The command that adds or removes the rest. Sending again what is in changes nothing. */
function sayHowToGoOn(
  context: Context,
  { name }: Way,
  config: string,
  { file, format }: ChangeOptions,
  line: number | undefined,
): void {
  const { say } = context;
  if (file === undefined) {
    say("To go on, run the same command again.");
    return;
  }
  const again = commandLike(context, [...name.split(" "), config], {
    file,
    format,
    ...(line !== undefined && { "from-line": String(line) }),
  });
  say(file === standardInput ? "To go on, with the same on standard input:" : "To go on:");
  say(`  ${again}`);
}
