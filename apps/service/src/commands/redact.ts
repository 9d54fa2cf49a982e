import { tokenPattern } from "../auth/token.ts";

/** Text for people without the tokens in it: those that look like one, and the one of the settings. */
export function redact(text: string, environment: NodeJS.ProcessEnv): string {
  const given = environment["HOTSPOT_BOOTSTRAP_TOKEN"] ?? "";
  const known = given === "" ? text : text.replaceAll(given, "[token]");
  return known.replaceAll(tokenPattern, "[token]");
}
