import { randomUUID } from "node:crypto";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHotspotClient, type GeneralOptions } from "@hotspot-session/client";
import { startVerifier } from "@hotspot-session/mock";

import { startHere } from "../process/start-here.ts";

/**
 * The real service on a database of its own, and clients of it. Every request goes through Prism's
 * validating proxy: a violation of the contract by either side that no test takes fails the
 * tests when the service is disposed of.
 */
export async function startService() {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await mkdtempDisposable(join(tmpdir(), "hotspot-client-")));
  const projectId = randomUUID();
  const token = randomUUID() + randomUUID();
  const service = started.use(
    await startHere({
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder.path, "hotspot.db")}`,
      HOTSPOT_LOG_LEVEL: "error",
      HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    }),
  );
  const verifier = started.use(await startVerifier(service.address));
  const running = started.move();
  const baseUrl = verifier.url;
  return {
    baseUrl,
    takeViolations: () => verifier.takeViolations(),
    projectId,
    token,
    connect: (options: Partial<GeneralOptions> = {}) =>
      createHotspotClient({ ...options, baseUrl, projectId, token }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
