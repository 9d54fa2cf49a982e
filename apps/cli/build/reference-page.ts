import type { Command } from "../src/command.ts";
import { exitCodeMeanings } from "../src/exit-code.ts";
import { globalOptions, version } from "../src/global-options.ts";
import { optionAbout, optionForm, precedence, summary, usageOf } from "../src/help.ts";
import { variables } from "../src/settings/environment.ts";

/** The reference page of the docs, as Markdown. */
export function referencePage(commands: readonly Command[]): string {
  const shown = commands.filter(({ isHidden }) => !isHidden);
  const blocks = [
    "# The command line",
    summary,
    table(
      ["command", "what it does"],
      shown.map((one) => [`[\`hotspot ${one.name}\`](#${anchorOf(one)})`, one.summary]),
    ),
    ...shown.flatMap(commandBlocks),
    "## Options of every command",
    "They may stand anywhere on the line.",
    table(
      ["option", "meaning"],
      [...globalOptions, version].map((one) => [code(optionForm(one)), optionAbout(one)]),
    ),
    "## Environment",
    precedence,
    table(
      ["variable", "meaning"],
      Array.from(variables, ([name, meaning]) => [code(name), meaning]),
    ),
    "## Exit codes",
    table(
      ["code", "meaning"],
      Array.from(exitCodeMeanings, ([number, meaning]) => [String(number), meaning]),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function commandBlocks(command: Command): readonly string[] {
  const { name, summary: about, details = [], arguments: parameters, options, examples } = command;
  const rows = [
    ...parameters.map(({ label, about: meaning }) => [code(label), meaning]),
    ...options.map((option) => [code(optionForm(option)), optionAbout(option)]),
  ];
  return [
    `## hotspot ${name}`,
    "```text\n" + usageOf(command) + "\n```",
    `${about}.`,
    ...details,
    ...(rows.length === 0 ? [] : [table(["argument or option", "meaning"], rows)]),
    "```sh\n" +
      examples.map(({ line, about: what }) => `# ${what}\n${line}`).join("\n\n") +
      "\n```",
  ];
}

/** As GitHub and the docs make it of the heading. */
const anchorOf = ({ name }: Command) => `hotspot-${name.replaceAll(" ", "-")}`;

const code = (text: string) => `\`${text}\``;

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
