import type { Command } from "commander";

import type { Act } from "../context.ts";

/** What the scripts of `completion` call. */
export function addComplete(program: Command, act: Act): void {
  program
    .command("complete", { hidden: true })
    .argument("[words...]", "those after the program's name, the last as far as it is typed")
    .action(
      act("complete", async ({ environment, output }, words: string[]) => {
        const { candidatesFor } = await import("../completion/candidates.ts");
        const found = await candidatesFor(words, program, async () => {
          const { readProfiles } = await import("../settings/profiles.ts");
          return (await readProfiles(environment)).byName.keys();
        });
        const lines =
          found === "files" ? [":files"] : found.map(({ word, about }) => `${word}\t${about}`);
        await output.text(lines.map((line) => `${line}\n`).join(""));
      }),
    );
}
