import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { startVerifier } from "@hotspot-session/mock";

const binary = fileURLToPath(new URL("../node_modules/.bin/hotspot-service", import.meta.url));

/**
 * The real service, in memory, behind Prism's validating proxy: a violation of the contract by either
 * side fails the tests when the service is disposed of.
 */
export async function startService() {
  await using started = new AsyncDisposableStack();
  const [projectId, token] = [randomUUID(), randomUUID() + randomUUID()];
  const child = spawn(binary, {
    env: {
      PATH: process.env["PATH"],
      HOTSPOT_PORT: "0",
      HOTSPOT_DATABASE_URL: "sqlite::memory:",
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
  let url: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) break;
  }
  // Read to its end, or the pipe fills and the service waits.
  child.stdout.resume();
  if (url === undefined) throw new Error(`the service ended before it was ready: ${await errors}`);
  const verifier = started.use(await startVerifier(url));
  const running = started.move();
  return {
    baseUrl: verifier.url,
    projectId,
    token,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
