import { readFileSync } from "node:fs";

import { Command, CommanderError } from "commander";

import { addConfigList } from "./commands/config-list.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import type { Environment } from "./settings.ts";
import type { Streams } from "./streams.ts";
import { printable } from "./text.ts";

const exitCodesHelp = `
Settings (environment):
  HOTSPOT_URL         where the service is
  HOTSPOT_PROJECT_ID  the project
  HOTSPOT_TOKEN       the token

Exit codes:
  0 done, 1 failed, 2 usage, 3 not authenticated or not allowed, 4 not found, 5 server or network

Examples:
  $ export HOTSPOT_PROJECT_ID=a4da8115c9d8464ead3a38309130523f HOTSPOT_TOKEN=…
  $ hotspot config list
`;

/**
 * Runs the command line: `words` are those after the program's name.
 *
 * @returns the exit code; nothing that the user can cause is thrown
 */
export async function run(
  words: readonly string[],
  environment: Environment,
  streams: Streams,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = new Command("hotspot")
    .description("Hotspot session migration from the command line.")
    .version(version(), "-V, --version", "print the version")
    .exitOverride()
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: (text, write) => write(usageLine(text)),
    })
    .addHelpText("after", exitCodesHelp);
  const config = program
    .command("config")
    .description("Configurations: whether sessions leave a hotspot, and how many.");
  addConfigList(config, environment, streams, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version were asked for; all else that commander ends with is wrong usage.
    return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  }
}

/** Commander's message and, on a line of its own, its suggestion, as one line of ours. */
function usageLine(text: string): string {
  const lines = text
    .replace(/^error: /, "")
    .split("\n")
    .filter((line) => line !== "");
  return `hotspot: ${printable(lines.join(" "))}\n`;
}

function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) return "";
  return String(manifest.version);
}
