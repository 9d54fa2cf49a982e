import type { Command } from "commander";

import type { Act } from "../context.ts";
import { configArgument } from "../options.ts";
import { withExamples } from "../usage.ts";
import { configShape } from "./config-shape.ts";

export function addConfigShow(config: Command, act: Act): void {
  const show = config
    .command("show")
    .summary("Show a configuration")
    .description(
      "Shows a configuration. The API can only list them: this one is looked for in the list, and what is shown is its entry there, with the first 1000 exempt users.",
    )
    .addArgument(configArgument());
  withExamples(show, ["hotspot config show 019a2b5e7c1d73e89f4a5b6c7d8e9f01", "What is set"]);
  show.action(
    act("show the configuration", async ({ client, output, signal }, id: string) => {
      const { findConfig } = await import("./find-config.ts");
      await output.one(configShape, await findConfig(await client(), id, signal));
    }),
  );
}
