import type { Command, CommanderError } from "commander";

import { commandOf, pathOf } from "./usage.ts";

/** What people type who know other programs, and what to type here. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["config get", "hotspot config show"],
  ["config add", "hotspot config create"],
  ["config set", "hotspot config update"],
  ["user get", "hotspot user list --name"],
  ["user show", "hotspot user list --name"],
  ["user create", "hotspot user add"],
  ["user delete", "hotspot user remove"],
  ["user rm", "hotspot user remove"],
  ["version", "hotspot --version"],
]);

const noDeletion =
  "The API cannot delete a configuration. hotspot config update CONFIG --migration off ends what it does.";

/** What was wrong with the command line, and what was probably meant, in one line. */
export function usageLine(
  { code, message }: CommanderError,
  program: Command,
  words: readonly string[],
): string {
  const plain = words.filter((word) => !word.startsWith("-"));
  const [what, meant] = message.replace(/^error: /, "").split("\n");
  const see = `See ${pathOf(commandOf(program, plain))} --help.`;
  if (code === "commander.unknownCommand") {
    if (/^config (delete|remove|rm)$/.test(plain.slice(0, 2).join(" "))) return noDeletion;
    const known = elsewhere.get(plain.slice(0, 2).join(" ")) ?? elsewhere.get(plain[0] ?? "");
    if (known !== undefined) return `${what}. Did you mean ${known}? ${see}`;
  }
  const end = what?.endsWith(".") ? "" : ".";
  return `${what}${end} ${meant === undefined ? "" : `${meant.replace(/^\((.*)\)$/, "$1")} `}${see}`;
}

/** Words that may be a token in the wrong place, which the message would repeat. */
export const typedSecrets = (words: readonly string[]): readonly string[] =>
  words
    .map((word) => word.replace(/^-[^=]*=/, ""))
    .filter((word) => word.length >= 16 && !word.startsWith("-"));
