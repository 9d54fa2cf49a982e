import { Argument, type Command } from "commander";

import type { Shell } from "../completion/scripts.ts";
import type { Act } from "../context.ts";
import { withExamples } from "../usage.ts";

const shells: readonly Shell[] = ["bash", "zsh", "fish"];

export function addCompletion(program: Command, act: Act): void {
  const completion = program
    .command("completion")
    .summary("Print the completion of commands and options for a shell")
    .description(
      "Prints the completion for a shell. Words are completed by the program itself, names of profiles included.",
    )
    .addArgument(new Argument("<shell>", "the shell").choices(shells));
  withExamples(
    completion,
    ["source <(hotspot completion bash)", "In ~/.bashrc"],
    ["source <(hotspot completion zsh)", "In ~/.zshrc, after compinit"],
    ["hotspot completion fish | source", "In ~/.config/fish/config.fish"],
  );
  completion.action(
    act("print the completion", async ({ output }, shell: Shell) => {
      const { scripts } = await import("../completion/scripts.ts");
      await output.text(scripts[shell]);
    }),
  );
}
