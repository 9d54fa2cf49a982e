import type { Command } from "commander";

import { exitCodeMeanings } from "../src/exit-code.ts";
import { variables } from "../src/settings/environment.ts";
import { examplesOf, leavesOf, pathOf, precedence, summary } from "../src/usage.ts";
import { termsOf, usageOf } from "./terms.ts";

/** The reference page of the docs, as Markdown. */
export function referencePage(program: Command): string {
  const commands = leavesOf(program);
  const blocks = [
    "# The command line",
    summary,
    table(
      ["command", "what it does"],
      commands.map((one) => [`[\`${pathOf(one)}\`](#${anchorOf(one)})`, one.summary()]),
    ),
    ...commands.flatMap(commandBlocks),
    "## Options of every command",
    "They may stand anywhere on the line.",
    table(["option", "meaning"], withCode(termsOf(program))),
    "## Environment",
    precedence,
    table(["variable", "meaning"], withCode([...variables])),
    "## Exit codes",
    table(
      ["code", "meaning"],
      Array.from(exitCodeMeanings, ([number, meaning]) => [String(number), meaning]),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function commandBlocks(command: Command): readonly string[] {
  const terms = termsOf(command);
  const examples = examplesOf(command).map(([line, about]) => `# ${about}\n${line}`);
  return [
    `## ${pathOf(command)}`,
    `\`\`\`text\n${usageOf(command)}\n\`\`\``,
    command.description(),
    ...(terms.length === 0 ? [] : [table(["argument or option", "meaning"], withCode(terms))]),
    `\`\`\`sh\n${examples.join("\n\n")}\n\`\`\``,
  ];
}

/** As GitHub and the docs make it of the heading. */
const anchorOf = (command: Command) => pathOf(command).replaceAll(" ", "-");

const withCode = (terms: readonly (readonly [string, string])[]) =>
  terms.map(([term, about]) => [`\`${term}\``, about]);

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
