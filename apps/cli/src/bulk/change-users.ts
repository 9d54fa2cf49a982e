import type { Given } from "../command.ts";
import { config } from "../commands/config-argument.ts";
import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { exitCodeOf, failureLine } from "../failure.ts";
import type { Shape } from "../output/shape.ts";
import { UsageError } from "../usage-error.ts";
import { accountOf, type Done, isBegun } from "./account.ts";
import { type Checked, checkInput } from "./check.ts";
import { ChunkLines } from "./chunk-lines.ts";
import { complainOfRows, noteRepeated } from "./findings.ts";
import { standardInput } from "./format.ts";
import { commandLike } from "./go-on.ts";
import { type Input, inputOf } from "./input.ts";
import { dryRun, file, format, fromLine } from "./options.ts";
import { grouped } from "./progress.ts";
import { send, usersOf } from "./send.ts";

/** What programs get to know of a change that was made, or would be. */
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
  /**
   * How many requests are under way at a time. Additions go one after the other, since their order
   * is that of the list and, where a user occurs twice, decides which of the two holds. For removals
   * no order matters.
   */
  readonly concurrency: number;
}

export const adding: Way = {
  name: "user add",
  doing: "add the users",
  done: "added",
  concurrency: 1,
};

export const removing: Way = {
  name: "user remove",
  doing: "remove the users",
  done: "removed",
  concurrency: 4,
};

/** Checks all the users that are given, then adds or removes them. */
export async function changeUsers(context: Context, given: Given, way: Way): Promise<ExitCode> {
  const { say, output, complain, signal } = context;
  await using input = await inputOf(given, context);
  const checked = await checkAll(input, given, context);
  if (checked.wrong > 0) return complainOfRows(context, input, checked, way.doing);
  const { users, repeated } = checked;
  noteRepeated(context, input, checked);

  if (!given(dryRun) && users > 0) {
    const { nonMigrationUsers } = await context.client();
    const lines = new ChunkLines();
    const begin = given(fromLine) ?? 1;
    const unsent = await send(
      way.done === "added" ? nonMigrationUsers.add : nonMigrationUsers.remove,
      given(config),
      usersOf(input, { fromLine: begin, count: users, lines, signal }),
      context,
      {
        work: { label: way.done === "added" ? "Adding" : "Removing", total: users, isUsers: true },
        concurrency: way.concurrency,
        onEnd(applied) {
          say(`${grouped(applied)} of ${grouped(users)} users are ${way.done} for sure.`);
          // Of several requests under way it is not known which came to an end.
          const line = way.concurrency === 1 ? lines.from(applied) : begin;
          sayHowToGoOn(context, given, way, line);
        },
      },
    );
    if (unsent !== undefined) {
      const { outcome, cause, isInterrupted } = unsent;
      complain(
        isInterrupted
          ? `interrupted: could not ${way.doing} to the end`
          : failureLine(way.doing, cause),
      );
      const stopped = { outcome, lines, unit: input.unit, total: users, done: way.done };
      for (const line of accountOf({ ...stopped, lastLine: checked.lastLine })) say(line);
      if (isBegun(outcome)) sayHowToGoOn(context, given, way, lines.from(outcome.resumeFrom));
      return isInterrupted ? exitCode.interrupted : exitCodeOf(cause);
    }
  }

  const count = `${grouped(users)} user${users === 1 ? "" : "s"}`;
  const sent = !given(dryRun);
  if (output.format !== "table") await output.one(resultShape, { users, repeated, sent });
  if (users === 0) say(`There are no users in ${input.name}: nothing was changed.`);
  else if (sent) say(`${count} ${way.done}.`);
  else say(`${count} would be ${way.done}. Nothing was changed.`);
  return exitCode.done;
}

async function checkAll(input: Input, given: Given, context: Context): Promise<Checked> {
  const first = given(fromLine);
  const checked = await checkInput(input, context, { fromLine: first });
  if (first !== undefined && first > checked.lastLine && checked.wrong === 0) {
    throw new UsageError(
      `--from-line ${first}: the last user of ${input.name} is in line ${checked.lastLine}`,
    );
  }
  return checked;
}

/** What to do to get in what is not. Sending again what is in changes nothing. */
function sayHowToGoOn(context: Context, given: Given, { name }: Way, line: number): void {
  const { say } = context;
  const path = given(file);
  if (path === undefined) {
    say("To go on, run the same command again.");
    return;
  }
  const again = commandLike(context, [...name.split(" "), given(config)], {
    file: path,
    format: given(format),
    "from-line": String(line),
  });
  if (path !== standardInput) say("To go on:");
  else say("To go on, with the same on standard input:");
  say(`  ${again}`);
}
