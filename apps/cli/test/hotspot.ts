import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));

export const projectId = "a4da8115c9d8464ead3a38309130523f";
export const token = "correct-horse-battery-staple-of-32";

/** The settings for the server at `url`. */
export function settingsFor(url: string) {
  return { HOTSPOT_URL: url, HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token };
}

/** Starts the real binary with this environment and no other. */
export function startHotspot(words: readonly string[], environment: Record<string, string>) {
  return spawn(process.execPath, [binary, ...words], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the real binary to its end. */
export async function hotspot(words: readonly string[], environment: Record<string, string> = {}) {
  const child = startHotspot(words, environment);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, "exit"),
  ]);
  return { code: child.exitCode, stdout, stderr };
}
