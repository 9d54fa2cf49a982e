import { readFileSync } from "node:fs";

import { Command, CommanderError } from "commander";

import { settingsHelp } from "../config.ts";
import { addAccessKey } from "./access-key.ts";
import { addBackup } from "./backup.ts";
import { CommandError } from "./command-error.ts";
import { createRedaction } from "../observe/redaction.ts";
import { addCopy } from "./copy.ts";
import { addKey } from "./key.ts";
import { addMigrate } from "./migrate.ts";
import type { Streams } from "./streams.ts";
import { printable } from "./text.ts";
import { addToken } from "./token.ts";

const settings = `
Settings are environment variables (defaults in brackets):
${settingsHelp()}

Exit codes: 0 done, 1 failed, 2 called wrongly.

Examples:
  $ hotspot-service
  $ hotspot-service --memory --json
  $ hotspot-service token create --project a4da8115c9d8464ead3a38309130523f
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f
  $ hotspot-service backup /backups/hotspot.db
`;

const serving = `
Ctrl-C or SIGTERM ends it: requests under way are finished first.
Logs are JSON lines on standard error, or plain ones where that is a terminal. For the settings see hotspot-service --help.

With --memory it is a service for tests: in memory, on a free port, with a project, a token and an access key
that are made now. It reads no settings. It ends with the program that started it, at the latest when that
closes its standard input.

Examples:
  $ hotspot-service serve
  $ hotspot-service --memory --json
  $ HOTSPOT_PORT=80 HOTSPOT_HOST=0.0.0.0 HOTSPOT_DATABASE_URL=sqlite:/srv/hotspot.db hotspot-service serve
`;

interface ServeOptions {
  readonly memory: boolean;
  readonly json: boolean;
}

/**
 * Runs a command of the service: `words` are those after the program's name.
 *
 * @returns the exit code; nothing that the caller can cause is thrown
 */
export async function run(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  { out, err }: Streams,
): Promise<number> {
  // Words that a command does not know are in its message, and a token may be one of them.
  const redaction = createRedaction();
  redaction.add(environment["HOTSPOT_BOOTSTRAP_TOKEN"] ?? "");
  const streams: Streams = { out, err: (text) => err(redaction.redact(text)) };
  const program = new Command("hotspot-service")
    .description("The hotspot session migration API as a service. Without a command it serves.")
    .version(versionOfPackage())
    .exitOverride()
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: (text, write) => write(usageLine(text)),
    })
    .addHelpText("after", settings);
  program
    .command("serve")
    .description("Serve the API until told to stop.")
    .option("--memory", "serve tests: keep everything in memory, and read no settings", false)
    .option(
      "--json",
      "with --memory: print the address and the credentials as a line of JSON",
      false,
    )
    .addHelpText("after", serving)
    .action(async ({ memory, json }: ServeOptions, command: Command) => {
      if (memory) {
        const { serveMemory } = await import("./serve-memory.ts");
        return serveMemory(json, streams.out);
      }
      if (json) command.error("error: --json goes with --memory");
      const { serve } = await import("./serve.ts");
      return serve(environment);
    });
  for (const add of [addToken, addAccessKey, addKey, addBackup, addMigrate, addCopy]) {
    add(program, environment, streams);
  }
  try {
    const isServe = words[0] === "--memory" || words[0] === "--json";
    await program.parseAsync(isServe ? ["serve", ...words] : words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommandError) {
      streams.err(`hotspot-service: ${error.message}\n`);
      return error.exitCode;
    }
    if (!(error instanceof CommanderError)) throw error;
    // Help was asked for; all else that commander ends with is a wrong call.
    return error.exitCode === 0 ? 0 : 2;
  }
}

function versionOfPackage(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return String(JSON.parse(manifest).version);
}

/** Commander's message and, on a line of its own, its suggestion, as one line of ours. */
function usageLine(text: string): string {
  const lines = text
    .replace(/^error: /, "")
    .split("\n")
    .filter((line) => line !== "");
  return `hotspot-service: ${printable(lines.join(" "))}\nSee hotspot-service --help.\n`;
}
