import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHotspotClient, type GeneralOptions } from "@hotspot-session/client";
import { startVerifier } from "@hotspot-session/mock";

import { startProcess } from "../process/service-process.ts";

/**
 * The real service on a database of its own, and clients of it. Every request goes through Prism's
 * validating proxy: what breaks the contract on either side and is not taken, as wanted, fails the
 * tests when the service is disposed of.
 */
export async function startService() {
  const folder = await mkdtemp(join(tmpdir(), "hotspot-client-"));
  const projectId = randomUUID();
  const token = randomUUID() + randomUUID();
  const service = startProcess({
    HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
    HOTSPOT_LOG_LEVEL: "error",
    HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
    HOTSPOT_BOOTSTRAP_TOKEN: token,
  });
  const verifier = await startVerifier(await service.ready());
  const baseUrl = verifier.url;
  return {
    baseUrl,
    takeViolations: () => verifier.takeViolations(),
    projectId,
    token,
    connect: (options: Partial<GeneralOptions> = {}) =>
      createHotspotClient({ ...options, baseUrl, projectId, token }),
    async [Symbol.asyncDispose]() {
      await service.stop();
      await rm(folder, { recursive: true });
      await verifier[Symbol.asyncDispose]();
    },
  };
}
