import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { startVerifier } from "@hotspot-session/mock";

const binary = fileURLToPath(new URL("../node_modules/.bin/hotspot-service", import.meta.url));

/**
 * The real service, as a process of its own on a database of its own. Every request goes through
 * Prism's validating proxy: a violation of the contract by either side that no test takes fails the
 * tests when the service is disposed of.
 */
export interface Service extends AsyncDisposable {
  readonly url: string;
  readonly projectId: string;
  readonly token: string;
  /** The violations of the contract since the last call. */
  takeViolations(): readonly unknown[];
  /** The variables that lead to it. */
  readonly settings: Record<string, string>;
}

export async function startService(): Promise<Service> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await mkdtempDisposable(join(tmpdir(), "hotspot-cli-")));
  const projectId = randomUUID();
  const token = randomUUID() + randomUUID();
  const child = spawn(binary, [], {
    env: {
      PATH: process.env["PATH"],
      HOTSPOT_PORT: "0",
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder.path, "hotspot.db")}`,
      HOTSPOT_LOG_LEVEL: "error",
      HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  started.defer(async () => {
    child.kill();
    await closed;
  });
  const errors = text(child.stderr);
  let url = "";
  for await (const line of createInterface(child.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
    if (url !== "") break;
  }
  // Read to its end, or the pipe fills and the service waits.
  child.stdout.resume();
  if (!url) throw new Error(`the service ended before it was ready: ${await errors}`);
  const verifier = started.use(await startVerifier(url));
  const running = started.move();
  return {
    url: verifier.url,
    takeViolations: () => verifier.takeViolations(),
    projectId,
    token,
    settings: { HOTSPOT_URL: verifier.url, HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
