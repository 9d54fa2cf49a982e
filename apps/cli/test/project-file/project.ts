import { startFolder } from "../bulk/lists.ts";
import { program } from "../in-process.ts";
import { startService } from "../service.ts";

/** Two settings of an entry, as YAML has them in an item of a list. */
export const settings = (num = 2, migration = true) =>
  `hotspot_session_migration_enable: ${migration}\n    hotspot_exit_session_num: ${num}`;

/** The service, a folder of files, and the commands that work on both. */
export async function startProject() {
  await using started = new AsyncDisposableStack();
  const service = started.use(await startService());
  const folder = started.use(await startFolder());
  const running = started.move();
  const run = (words: readonly string[], input?: string, url = service.url, signal?: AbortSignal) =>
    program(words, { ...service.settings, HOTSPOT_URL: url }, input, signal);
  return {
    service,
    folder,
    run,
    apply: (file: string, ...flags: readonly string[]) => run(["apply", "-f", file, ...flags]),
    /** A file with this one configuration, which has an id unless it is to be created. */
    fileOf: (id: string | undefined, users: readonly object[] | undefined, rest = settings()) =>
      folder.write(
        "one.yaml",
        [
          "configurations:",
          `  - ${rest}`,
          ...(id === undefined ? [] : [`    id: "${id}"`]),
          ...(users === undefined ? [] : [`    non_migrate_users: ${JSON.stringify(users)}`]),
          "",
        ].join("\n"),
      ),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
