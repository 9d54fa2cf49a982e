import type { Command } from "../src/command.ts";
import { exitCodeMeanings } from "../src/exit-code.ts";
import { globalOptions, version as versionOption } from "../src/global-options.ts";
import { optionAbout, optionForm, precedence, summary, usageOf } from "../src/help.ts";
import type { Option } from "../src/option.ts";
import { variables } from "../src/settings/environment.ts";

/** The man page, as roff for section 1. */
export function manPage(commands: readonly Command[], version: string): string {
  return [
    `.TH HOTSPOT 1 "" "hotspot ${version}" "User Commands"`,
    ".SH NAME",
    `hotspot \\- ${plain(summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\.$/, ""))}`,
    ".SH SYNOPSIS",
    ".B hotspot",
    "COMMAND [OPTIONS]",
    ".SH COMMANDS",
    ...commands.filter(({ isHidden }) => !isHidden).flatMap(commandPart),
    ".SH OPTIONS OF EVERY COMMAND",
    ...terms([...globalOptions, versionOption].map(optionTerm)),
    ".SH ENVIRONMENT",
    plain(precedence),
    ...terms([...variables]),
    ".SH EXIT STATUS",
    ...terms(Array.from(exitCodeMeanings, ([code, meaning]) => [String(code), meaning])),
    "",
  ].join("\n");
}

function commandPart(command: Command): readonly string[] {
  const { summary: about, details = [], arguments: parameters, options, examples } = command;
  return [
    `.SS "${plain(usageOf(command))}"`,
    plain(`${about}.`),
    ...details.flatMap((paragraph) => [".PP", plain(paragraph)]),
    ...terms(parameters.map(({ label, about: meaning }) => [label, meaning])),
    ...terms(options.map(optionTerm)),
    ".PP",
    "Examples:",
    ...examples.flatMap(({ line, about: what }) => [
      ".PP",
      plain(`${what}:`),
      ".PP",
      ".RS",
      ".nf",
      plain(line),
      ".fi",
      ".RE",
    ]),
  ];
}

const optionTerm = (option: Option<unknown>): readonly [string, string] => [
  optionForm(option),
  optionAbout(option),
];

function terms(entries: readonly (readonly [string, string])[]): readonly string[] {
  return entries.flatMap(([term, about]) => [".TP", `.B ${plain(term)}`, plain(about)]);
}

/** Text that roff takes for text: a hyphen that can be copied, no escapes, no requests. */
function plain(text: string): string {
  const escaped = text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll('"', "\\(dq");
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
