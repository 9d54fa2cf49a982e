import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { pathOf } from "./server.ts";

/** What a command of the built service prints as JSON, on the database of the settings. */
export async function commandOf(
  settings: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<string> {
  const program = [pathOf("../bin/hotspot-service.js"), ...words, "--json"];
  const env = { PATH: process.env["PATH"], ...settings };
  return (await promisify(execFile)(process.execPath, program, { env })).stdout;
}
