import { readFileSync } from "node:fs";

import { Command, CommanderError, Help, type OutputConfiguration } from "commander";

import { addCommands } from "./commands/index.ts";
import type { Act, Context } from "./context.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { choice, valued } from "./options.ts";
import { type Format, formats, outputTo } from "./output/output.ts";
import { Secrets } from "./secrets.ts";
import type { ConnectionFlags, Settings } from "./settings/settings.ts";
import {
  type Environment,
  hasColour,
  type ProcessStreams,
  sinkOf,
  type Streams,
} from "./streams.ts";
import { printable } from "./text.ts";
import { toned } from "./tone.ts";
import { checkValues, leavesOf, pathOf, precedence, summary } from "./usage.ts";
import { UsageError } from "./usage-error.ts";

/** What the program has of the process it runs in. */
export interface Host {
  readonly environment: Environment;
  readonly streams: ProcessStreams;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The options that every command has beside those of the connection, anywhere on the line. */
interface GlobalFlags {
  readonly output?: Format;
  readonly debug?: boolean;
}

/** The program with all its commands; its help is also what the man page and the docs are made of. */
export function defineProgram(act: Act, output: OutputConfiguration = {}): Command {
  const program = new Command("hotspot")
    .description(summary)
    .usage("<command> [options]")
    .version(version(), "-V, --version", "print the version")
    .addOption(choice("-o, --output <format>", "how to write data; table unless given", formats))
    .addOption(valued("--url <url>", "where the service is"))
    .addOption(valued("--region <region>", "in its place, a region of Huawei Cloud"))
    .addOption(valued("--project <id>", "the project"))
    .addOption(valued("--profile <name>", "the profile to use, over the environment"))
    .option("--debug", "show each exchange on standard error, without secrets")
    .helpOption("-h, --help", "show help on the command before it")
    .helpCommand(false)
    .exitOverride()
    .configureOutput(output)
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (command) => pathOf(command).replace(/^hotspot /, ""),
      // Only while it formats: elsewhere what is visible is also what is suggested.
      formatHelp: (command, helper) => {
        const leaves = leavesOf(command).filter((leaf) => leaf !== command);
        helper.visibleCommands = () => [...leaves];
        return Help.prototype.formatHelp.call(helper, command, helper);
      },
    })
    .addHelpText(
      "after",
      `\n${precedence}\n\nSee also: hotspot help environment, hotspot help exit-codes.`,
    );
  addCommands(program, act);
  return program;
}

/**
 * Runs the command line: `words` are those after the program's name.
 *
 * @returns the exit code; nothing that the user can cause is thrown
 */
export async function run(words: readonly string[], host: Host): Promise<ExitCode> {
  const { environment, signal } = host;
  const secrets = new Secrets();
  const { HOTSPOT_TOKEN, HOTSPOT_SECRET_KEY, HOTSPOT_SECURITY_TOKEN } = environment;
  secrets.add(HOTSPOT_TOKEN, HOTSPOT_SECRET_KEY, HOTSPOT_SECURITY_TOKEN);
  const out = sinkOf(host.streams.out, secrets.hideInData);
  const err = sinkOf(host.streams.err, secrets.hide);
  const say = (line: string) => void err.write(`${printable(line)}\n`);
  const complain = (line: string) => {
    const name = toned("hotspot:", "bad", hasColour(err, environment));
    void err.write(`${name} ${printable(line)}\n`);
  };
  const streams: Streams = {
    // Opened when it is asked for: a terminal is left as it is until then.
    get in() {
      return host.streams.in;
    },
    out,
    err,
  };
  const io = { streams, say, complain };

  let ended: ExitCode = exitCode.done;
  const act: Act =
    (doing, action) =>
    async (...args) => {
      try {
        ended =
          (await action(contextOf(program.opts(), host, io, secrets), ...args)) ?? exitCode.done;
      } catch (error) {
        if (error instanceof UsageError && !signal.aborted) throw error;
        const { exitCodeOf, failureLine, interruptionLine } = await import("./failure.ts");
        complain(signal.aborted ? interruptionLine(doing, error) : failureLine(doing, error));
        ended = signal.aborted ? exitCode.interrupted : exitCodeOf(error);
      }
    };
  const program = defineProgram(act, {
    writeOut: (text) => void out.write(text),
    writeErr: (text) => void err.write(text),
    outputError: () => undefined,
    getOutHelpWidth: () => helpWidth(out.columns),
    getErrHelpWidth: () => helpWidth(err.columns),
  });
  try {
    checkValues(program, words);
    await program.parseAsync(words, { from: "user" });
    return ended;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done;
    if (error instanceof UsageError) complain(error.message);
    else if (!(error instanceof CommanderError)) throw error;
    else if (error.code !== "commander.help") {
      const { typedSecrets, usageLine } = await import("./usage-line.ts");
      secrets.add(...typedSecrets(words));
      complain(usageLine(error, program, words));
    }
    // With it, a program takes the code for usage for a difference.
    return words.includes("--check") ? exitCode.failed : exitCode.usage;
  }
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const helpWidth = (columns: number | undefined) => Math.min(columns || 80, 100);

function contextOf(
  { output, debug, ...flags }: GlobalFlags & ConnectionFlags,
  { environment, signal }: Host,
  io: Pick<Context, "streams" | "say" | "complain">,
  secrets: Secrets,
): Context {
  const { streams, say } = io;
  let known: Promise<Settings> | undefined;
  const settings = () => (known ??= readSettings(flags, environment, say));
  return {
    ...io,
    output: outputTo(streams, environment, output ?? formatOf(environment)),
    environment,
    signal,
    flags,
    settings,
    client: async (given) => {
      const [{ connect }, { boundedFetch }, { useProxyOf }, found] = await Promise.all([
        import("./settings/connect.ts"),
        import("./bounded-fetch.ts"),
        import("./proxy.ts"),
        given ?? settings(),
      ]);
      const { accessKey: _, ...credential } = { accessKey: "", ...found.credential?.value };
      secrets.add(...Object.values(credential));
      await useProxyOf(environment, say);
      if (!debug) return connect(found, boundedFetch);
      const { showingFetch } = await import("./exchange.ts");
      return connect(found, showingFetch(boundedFetch, streams.err));
    },
  };
}

async function readSettings(
  flags: ConnectionFlags,
  environment: Environment,
  say: (line: string) => void,
): Promise<Settings> {
  const [{ profileWarning }, { readProfiles }, { settingsOf }] = await Promise.all([
    import("@hotspot-session/client/profiles"),
    import("./settings/profiles.ts"),
    import("./settings/settings.ts"),
  ]);
  const settings = settingsOf(flags, environment, await readProfiles(environment));
  const warning = settings.profile && (await profileWarning(environment));
  if (warning !== undefined) say(warning);
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

function version(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}
