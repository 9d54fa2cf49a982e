import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));

export const projectId = "a4da8115c9d8464ead3a38309130523f";
export const configId = "019a2b5e7c1d73e89f4a5b6c7d8e9f01";
export const token = "correct-horse-battery-staple-of-32";

/** The settings for the server at `url`. */
export function settingsFor(url: string) {
  return { HOTSPOT_URL: url, HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token };
}

/** A person who runs the tests may have profiles, which the tests must not read. */
export const withoutProfiles = { HOTSPOT_CONFIG_DIR: join(tmpdir(), "hotspot-has-no-such-folder") };

/** Starts the real binary with this environment and no other. */
export function startHotspot(words: readonly string[], environment: Record<string, string>) {
  return spawn(process.execPath, [binary, ...words], {
    env: { ...withoutProfiles, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** How the binary ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real binary to its end, with this on its standard input. */
export async function hotspot(
  words: readonly string[],
  environment: Record<string, string> = {},
  input = "",
): Promise<Ended> {
  const child = startHotspot(words, environment);
  // It may end without having read it.
  child.stdin.on("error", () => undefined).end(input);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, "exit"),
  ]);
  return { code: child.exitCode, stdout, stderr };
}
