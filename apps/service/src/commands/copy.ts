import type { Source, Target } from "../store/copy/contents.ts";
import { copy } from "../store/copy/copy.ts";
import { describeLocation, type Location, parseLocation } from "../store/location.ts";
import { inMemory } from "../store/sqlite/open-database.ts";
import { CommandError, messageOf } from "./command-error.ts";
import type { AddCommand } from "./streams.ts";

const help = `
Copies everything: the configurations, their users in order, the tokens and the access keys, whose key
file TO needs too. TO must be empty: it stays so unless the whole copy succeeds, was read again and is
the same. Stop the service first: what it writes to FROM after the copy began is not in TO.

FROM and TO are written like HOTSPOT_DATABASE_URL. env:NAME takes the value of the variable NAME, so
that a password is in no history of commands.

Examples:
  $ hotspot-service copy sqlite:data/hotspot.db env:NEW_DATABASE_URL
  $ hotspot-service copy env:OLD_DATABASE_URL sqlite:data/hotspot.db
`;

export const addCopy: AddCommand = (program, environment, { err }) => {
  program
    .command("copy")
    .description("Copy everything from one database to another, of any engine.")
    .argument("<from>", "the database to read")
    .argument("<to>", "an empty database")
    .addHelpText("after", help)
    .action(async (fromText: string, toText: string) => {
      const from = locationOf("FROM", fromText, environment);
      const to = locationOf("TO", toText, environment);
      const route = `${describeLocation(from)} to ${describeLocation(to)}`;
      try {
        await using source = await sourceAt(from);
        await using target = await targetAt(to);
        const { users: total } = await source.count();
        const report = progressOf(total, (text) => err(`${text}\n`));
        const { configs, users, tokens, checksum } = await copy(source, target, report);
        err(
          `Copied ${route}: ${configs} configurations, ${users} users, ${tokens} tokens.\n` +
            `Read again: the same, SHA-256 ${checksum}.\n`,
        );
      } catch (error) {
        const message = `cannot copy ${route}: ${messageOf(error)}`;
        throw new CommandError(1, message, { cause: error });
      }
    });
};

/** Not a parser of commander's, whose message would repeat the password. */
function locationOf(name: string, text: string, environment: NodeJS.ProcessEnv): Location {
  const variable = /^env:(.*)$/s.exec(text)?.[1];
  try {
    const url = variable === undefined ? text : environment[variable];
    if (!url) throw new Error("the variable that env: names is not set");
    const location = parseLocation(url);
    if (location.engine !== "sqlite" || location.file !== inMemory) return location;
  } catch (error) {
    throw new CommandError(2, `${name}: ${messageOf(error)}`, { cause: error });
  }
  throw new CommandError(2, `${name}: a database in memory belongs to its service alone`);
}

async function sourceAt(location: Location): Promise<Source> {
  if (location.engine === "sqlite") {
    return (await import("../store/sqlite/copy.ts")).sqliteSource(location.file);
  }
  return (await import("../store/postgres/copy.ts")).postgresSource(location.target);
}

async function targetAt(location: Location): Promise<Target> {
  if (location.engine === "sqlite") {
    return (await import("../store/sqlite/copy.ts")).sqliteTarget(location.file);
  }
  return (await import("../store/postgres/copy.ts")).postgresTarget(location.target);
}

/** Reports each tenth of the users. */
function progressOf(total: number, report: (text: string) => void): (users: number) => void {
  let tenths = 0;
  return (users) => {
    const reached = Math.floor((users / total) * 10);
    if (reached === tenths) return;
    tenths = reached;
    report(`${tenths * 10} %: ${users} of ${total} users`);
  };
}
