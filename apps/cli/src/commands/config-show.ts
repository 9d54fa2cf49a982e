import { defineCommand } from "../command.ts";
import { config } from "./config-argument.ts";
import { configShape } from "./config-shape.ts";

export const configShow = defineCommand({
  name: "config show",
  summary: "Show a configuration",
  details: [
    "The API can only list configurations: this one is looked for in the list, and what is shown is its entry there, with the first 1000 exempt users.",
  ],
  doing: "show the configuration",
  arguments: [config],
  options: [],
  examples: [
    {
      line: "hotspot config show 019a2b5e7c1d73e89f4a5b6c7d8e9f01",
      about: "What is set",
    },
  ],
  run: async ({ client, output, signal }, given) => {
    const { findConfig } = await import("../find-config.ts");
    await output.one(configShape, await findConfig(await client(), given(config), signal));
  },
});
