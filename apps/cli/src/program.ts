import type { Command } from "./command.ts";
import { readCommandLine } from "./command-line.ts";
import { commands } from "./commands/all.ts";
import type { Context } from "./context.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import * as global from "./global-options.ts";
import { helpOn } from "./help.ts";
import { formats, outputTo } from "./output/output.ts";
import type { Given } from "./command.ts";
import type { ConnectionFlags, Settings } from "./settings/settings.ts";
import { type Environment, hasColour, type Streams, write } from "./streams.ts";
import { printable } from "./text.ts";
import { toned } from "./tone.ts";
import { UsageError } from "./usage-error.ts";

/** What the program has of the process it runs in. */
export interface Host {
  readonly environment: Environment;
  readonly streams: Streams;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Runs the command line: `words` are those after the program's name.
 *
 * @returns the exit code; nothing that the user can cause is thrown
 */
export async function run(words: readonly string[], host: Host): Promise<ExitCode> {
  const { streams, environment } = host;
  const complain = (line: string) => {
    const name = toned("hotspot:", "bad", hasColour(streams.err, environment));
    streams.err.write(`${name} ${printable(line)}\n`);
  };
  try {
    const line = readCommandLine(words, commands);
    switch (line.asks) {
      case "version":
        await write(streams.out, `${await version()}\n`);
        return exitCode.done;
      case "help": {
        const stream = line.isWanted ? streams.out : streams.err;
        await write(stream, helpOn(line.of, commands, helpWidth(stream.columns)));
        return line.isWanted ? exitCode.done : exitCode.usage;
      }
      case "run":
        return await runCommand(line.command, line.given, host, complain);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    return exitCode.usage;
  }
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const helpWidth = (columns: number | undefined) => Math.min(columns || 80, 100);

async function runCommand(
  command: Command,
  given: Given,
  host: Host,
  complain: (line: string) => void,
): Promise<ExitCode> {
  try {
    return (await command.run(contextOf(given, host, complain), given)) ?? exitCode.done;
  } catch (error) {
    if (error instanceof UsageError && !host.signal.aborted) throw error;
    const { exitCodeOf, failureLine, interruptionLine } = await import("./failure.ts");
    if (host.signal.aborted) {
      complain(interruptionLine(command.doing, error));
      return exitCode.interrupted;
    }
    complain(failureLine(command.doing, error));
    return exitCodeOf(error);
  }
}

function contextOf(
  given: Given,
  { environment, streams, signal }: Host,
  complain: Context["complain"],
): Context {
  const flags: ConnectionFlags = {
    url: given(global.url),
    region: given(global.region),
    project: given(global.project),
    profile: given(global.profile),
  };
  const isDebugging = given(global.debug);
  const say = (line: string) => void streams.err.write(`${printable(line)}\n`);
  let known: Promise<Settings> | undefined;
  const settings = () => (known ??= readSettings(flags, environment, say));
  return {
    output: outputTo(streams, environment, given(global.output) ?? formatOf(environment)),
    say,
    complain,
    streams,
    environment,
    signal,
    isDebugging,
    flags,
    settings,
    client: async () => {
      const { connect } = await import("./settings/connect.ts");
      const found = await settings();
      if (!isDebugging) return connect(found);
      const { showingFetch } = await import("./exchange.ts");
      const secrets = Object.values(found.credential?.value ?? {});
      return connect(
        found,
        showingFetch((text) => void streams.err.write(text), secrets),
      );
    },
  };
}

async function readSettings(
  flags: ConnectionFlags,
  environment: Environment,
  say: (line: string) => void,
): Promise<Settings> {
  const [{ isReadByOthers, profileFile, readProfiles }, { settingsOf }] = await Promise.all([
    import("./settings/profile-file.ts"),
    import("./settings/settings.ts"),
  ]);
  const file = profileFile(environment);
  const settings = settingsOf(flags, environment, await readProfiles(file));
  if (settings.profile !== undefined && (await isReadByOthers(file))) {
    say(`Others can read ${file}, which holds secrets: chmod 600 it.`);
  }
  return settings;
}

function formatOf({ HOTSPOT_OUTPUT }: Environment) {
  if (!HOTSPOT_OUTPUT) return undefined;
  const format = formats.find((known) => known === HOTSPOT_OUTPUT);
  if (format !== undefined) return format;
  throw new UsageError(
    `HOTSPOT_OUTPUT: must be one of ${formats.join(", ")}, not "${HOTSPOT_OUTPUT}"`,
  );
}

async function version(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  const manifest: unknown = JSON.parse(
    await readFile(new URL("../package.json", import.meta.url), "utf8"),
  );
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) return "";
  return String(manifest.version);
}
