import { describeLocation } from "../store/location.ts";
import { openStore } from "../store/open-store.ts";
import { CommandError, messageOf } from "./command-error.ts";
import { databaseOf } from "./database.ts";
import type { AddCommand } from "./streams.ts";

const help = `
The service does this when it starts. Ahead of a new version it saves each instance the wait; those of
the version before may go on serving. Nothing is done to tables that are up to date.

Examples:
  $ HOTSPOT_DATABASE_URL=postgres://hotspot:SECRET@db.example.com/hotspot hotspot-service migrate
`;

export const addMigrate: AddCommand = (program, environment, { err }) => {
  program
    .command("migrate")
    .description(
      "Make the tables in the database of HOTSPOT_DATABASE_URL, or bring them up to date.",
    )
    .addHelpText("after", help)
    .action(async () => {
      const location = databaseOf(environment);
      const where = describeLocation(location);
      try {
        const { store } = await openStore(location, { poolSize: 1 });
        await store.close();
      } catch (error) {
        throw new CommandError(1, `cannot migrate ${where}: ${messageOf(error)}`, { cause: error });
      }
      err(`The tables of ${where} are up to date.\n`);
    });
};
