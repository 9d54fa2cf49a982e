import { oneWord } from "../argument.ts";
import { defineCommand } from "../command.ts";

const shells = ["bash", "zsh", "fish"] as const;
const shell = oneWord("SHELL", `the shell: ${shells.join(", ")}`, { choices: shells });

export const completion = defineCommand({
  name: "completion",
  summary: "Print the completion of commands and options for a shell",
  details: ["Words are completed by the program itself, names of profiles included."],
  doing: "print the completion",
  arguments: [shell],
  options: [],
  examples: [
    { line: "source <(hotspot completion bash)", about: "In ~/.bashrc" },
    { line: "source <(hotspot completion zsh)", about: "In ~/.zshrc, after compinit" },
    { line: "hotspot completion fish | source", about: "In ~/.config/fish/config.fish" },
  ],
  run: async ({ output }, given) => {
    const { scripts } = await import("../completion/scripts.ts");
    const wanted = shells.find((known) => known === given(shell));
    if (wanted !== undefined) await output.text(scripts[wanted]);
  },
});
