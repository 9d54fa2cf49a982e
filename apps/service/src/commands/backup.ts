import { backUp, FileExistsError } from "../store/sqlite/backup.ts";
import { CommandError, messageOf } from "./command-error.ts";
import { existingDatabaseOf } from "./database.ts";
import type { AddCommand } from "./streams.ts";

const help = `
FILE is one SQLite file, of one moment, readable by its owner only. It appears under its name once it
is whole, checked and on disk. The service may go on serving meanwhile.

To restore, stop the service, move FILE to where HOTSPOT_DATABASE_URL points, remove the -wal and -shm
files of that name, and start the service. Tokens revoked since the backup are valid again then.

Examples:
  $ hotspot-service backup /backups/hotspot-2030-01-31.db
  $ hotspot-service backup --force /backups/latest.db
`;

export const addBackup: AddCommand = (program, environment, { err }) => {
  program
    .command("backup")
    .description("Copy the database of HOTSPOT_DATABASE_URL to a file, while serving or not.")
    .argument("<file>", "the file to make")
    .option("--force", "replace the file if it exists", false)
    .addHelpText("after", help)
    .action((file: string, { force }: { readonly force: boolean }) => {
      const location = existingDatabaseOf(environment);
      if (location.engine === "postgres") {
        const message = "HOTSPOT_DATABASE_URL: back up PostgreSQL with pg_dump --format=custom";
        throw new CommandError(2, message);
      }
      const source = location.file;
      try {
        const size = backUp(source, file, { replace: force });
        err(`Backed up ${source} to ${file}: ${size} bytes, checked.\n`);
      } catch (error) {
        const hint = error instanceof FileExistsError ? "; --force replaces it" : "";
        throw new CommandError(1, `cannot back up: ${messageOf(error)}${hint}`, { cause: error });
      }
    });
};
