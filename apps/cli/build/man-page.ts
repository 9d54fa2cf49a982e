import type { Command } from "commander";

import { exitCodeMeanings } from "../src/exit-code.ts";
import { variables } from "../src/settings/environment.ts";
import { examplesOf, leavesOf, precedence, summary } from "../src/usage.ts";
import { termsOf, usageOf } from "./terms.ts";

/** The man page, as roff for section 1. */
export function manPage(program: Command): string {
  const first = summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\.$/, "");
  return [
    `.TH HOTSPOT 1 "" "hotspot ${program.version()}" "User Commands"`,
    ".SH NAME",
    `hotspot \\- ${plain(first)}`,
    ".SH SYNOPSIS",
    ".B hotspot",
    "COMMAND [OPTIONS]",
    ".SH COMMANDS",
    ...leavesOf(program).flatMap(commandPart),
    ".SH OPTIONS OF EVERY COMMAND",
    ...tagged(termsOf(program)),
    ".SH ENVIRONMENT",
    plain(precedence),
    ...tagged([...variables]),
    ".SH EXIT STATUS",
    ...tagged(Array.from(exitCodeMeanings, ([code, meaning]) => [String(code), meaning])),
    "",
  ].join("\n");
}

function commandPart(command: Command): readonly string[] {
  const [first = "", ...details] = command.description().split("\n\n");
  return [
    `.SS "${plain(usageOf(command))}"`,
    plain(first),
    ...details.flatMap((paragraph) => [".PP", plain(paragraph)]),
    ...tagged(termsOf(command)),
    ".PP",
    "Examples:",
    ...examplesOf(command).flatMap(([line, about]) => [
      ".PP",
      plain(`${about}:`),
      ".PP",
      ".RS",
      ".nf",
      plain(line),
      ".fi",
      ".RE",
    ]),
  ];
}

function tagged(terms: readonly (readonly [string, string])[]): readonly string[] {
  return terms.flatMap(([term, about]) => [".TP", `.B ${plain(term)}`, plain(about)]);
}

/** Text that roff takes for text: a hyphen that can be copied, no escapes, no requests. */
function plain(text: string): string {
  const escaped = text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll('"', "\\(dq");
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
