import type { Command } from "commander";

import type { Act } from "../context.ts";
import { exitCodeMeanings } from "../exit-code.ts";
import { variables } from "../settings/environment.ts";
import { commandOf, pathOf, precedence, withExamples } from "../usage.ts";
import { UsageError } from "../usage-error.ts";

export function addHelp(program: Command, act: Act): void {
  const help = program
    .command("help")
    .summary("Show help on a command, on the environment or on exit codes")
    .description(
      "Shows what --help shows of a command. The topics environment and exit-codes have what is true of all commands.",
    )
    .argument("[topic...]", "a command, environment or exit-codes");
  withExamples(
    help,
    ["hotspot help user sync", "The same as hotspot user sync --help"],
    ["hotspot help environment", "Every variable that is read"],
  );
  help.action(
    act("show help", async ({ output }, words: string[]) => {
      const [topic] = words;
      if (topic === "environment") return output.text(`${table(variables)}\n${precedence}\n`);
      if (topic === "exit-codes") return output.text(table(exitCodeMeanings));
      const command = commandOf(program, words);
      if (pathOf(command).split(" ").length !== words.length + 1) {
        throw new UsageError("there is no help on that. See hotspot --help.");
      }
      command.outputHelp();
      return undefined;
    }),
  );
}

function table(entries: ReadonlyMap<string | number, string>): string {
  const width = Math.max(...Array.from(entries.keys(), (name) => String(name).length));
  return Array.from(entries, ([name, about]) => `${String(name).padEnd(width)}  ${about}\n`).join(
    "",
  );
}
