import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { startVerifier } from "@hotspot-session/mock";

const binary = fileURLToPath(new URL("../node_modules/.bin/hotspot-service", import.meta.url));

/**
 * The real service, as a process of its own on a database of its own. Every request goes through
 * Prism's validating proxy: what breaks the contract on either side and is not taken, as wanted,
 * fails the tests when the service is disposed of.
 */
export interface Service extends AsyncDisposable {
  readonly url: string;
  readonly projectId: string;
  readonly token: string;
  /** What broke the contract since it was last asked for. */
  takeViolations(): readonly unknown[];
  /** The variables that lead to it. */
  readonly settings: Record<string, string>;
}

export async function startService(): Promise<Service> {
  const projectId = randomUUID();
  const token = randomUUID() + randomUUID();
  const folder = await mkdtemp(join(tmpdir(), "hotspot-cli-"));
  const child = spawn(binary, [], {
    env: {
      PATH: process.env["PATH"],
      HOTSPOT_PORT: "0",
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
      HOTSPOT_LOG_LEVEL: "error",
      HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let url = "";
  for await (const line of createInterface(child.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
    if (url !== "") break;
  }
  // It may say more than anybody reads here.
  child.stdout.resume();
  if (!url) throw new Error(`the service ended with ${child.exitCode} before it was ready`);
  const verifier = await startVerifier(url);
  return {
    url: verifier.url,
    takeViolations: () => verifier.takeViolations(),
    projectId,
    token,
    settings: { HOTSPOT_URL: verifier.url, HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      await rm(folder, { recursive: true });
      await verifier[Symbol.asyncDispose]();
    },
  };
}
