import { choice, flag, type Option, text } from "./option.ts";
import { formats } from "./output/output.ts";

/** The options that every command has, wherever on the line they stand. */
export const url = text("--url", "URL", "where the service is");
export const region = text("--region", "REGION", "in its place, a region of Huawei Cloud");
export const project = text("--project", "ID", "the project");
export const profile = text("--profile", "NAME", "the profile to use, over the environment");
export const output = choice("--output", formats, "how to write data; table unless given", {
  short: "o",
});
export const debug = flag("--debug", "show each exchange on standard error, without secrets");
export const help = flag("--help", "say more, of whatever stands before it", { short: "h" });
export const version = flag("--version", "print the version", { short: "V" });

export const globalOptions: readonly Option<unknown>[] = [
  output,
  url,
  region,
  project,
  profile,
  debug,
  help,
];
