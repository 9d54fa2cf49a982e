import type { Command } from "commander";

import { pathOf } from "../src/usage.ts";

/** How a command is written: `hotspot config show [options] <config>`. */
export const usageOf = (command: Command) => `${pathOf(command)} ${command.usage()}`;

/** The arguments and options of a command, each with its meaning, as its help has them. */
export function termsOf(command: Command): readonly (readonly [string, string])[] {
  const help = command.createHelp();
  return [
    ...command.registeredArguments.map(
      (one) => [help.argumentTerm(one), help.argumentDescription(one)] as const,
    ),
    ...command.options.map((one) => {
      const required = one.mandatory ? " (required)" : "";
      return [help.optionTerm(one), help.optionDescription(one) + required] as const;
    }),
  ];
}
