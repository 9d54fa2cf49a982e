import { randomUUID } from "node:crypto";

import { newAccessKey } from "../auth/access-key.ts";
import { newSealingKey, type SealingKeys, sealingKeys } from "../auth/sealing-keys.ts";
import { hashToken, newToken } from "../auth/token.ts";
import { createLogger } from "../observe/logger.ts";
import { createRedaction } from "../observe/redaction.ts";
import { buildServer } from "../server.ts";
import { type Faults, injectFaults } from "./faults.ts";
import { openProjectStores, type ProjectStores } from "./project-stores.ts";
import { seed } from "./seed.ts";
import type { StartOptions, TestProject, TestService } from "./test-service.ts";

/**
 * Starts the service in this process, in memory and on a free port. It is the real one, with the same
 * checks and the same store; it reads no variable of the environment.
 */
export async function startService(options: StartOptions = {}): Promise<TestService> {
  const { port = 0, log } = options;
  await using started = new AsyncDisposableStack();
  const store = openProjectStores();
  started.defer(() => store.close());
  const keys = sealingKeys({ text: newSealingKey() });
  const output = { write: log ?? (() => undefined), isTerminal: false };
  const level = log === undefined ? "silent" : "info";
  const logger = createLogger({ level, instance: "test" }, output, createRedaction());
  const { app, connections } = buildServer({ store, keys, logger });
  started.defer(() => app.close());
  const stopping = new AbortController();
  started.defer(() => {
    stopping.abort();
    connections.closeAll();
  });
  const faults = injectFaults(app, stopping.signal);
  const url = await app.listen({ host: "127.0.0.1", port });
  const project = () => createProject(url, store, keys, faults);
  const first = await project();
  const running = started.move();
  const stop = () => running.disposeAsync();
  return { ...first, url, project, stop, [Symbol.asyncDispose]: stop };
}

async function createProject(
  baseUrl: string,
  store: ProjectStores,
  keys: SealingKeys,
  faults: Faults,
): Promise<TestProject> {
  const projectId = randomUUID().replaceAll("-", "");
  const access = { projectId, role: "admin", expiresAt: undefined } as const;
  const token = newToken();
  await store.addToken(hashToken(token), access);

  const { accessKey, secretKey } = newAccessKey(false);
  const [sealingKeyId = ""] = keys.ids();
  await store.sealingKeyId(sealingKeyId);
  await store.addAccessKey({
    ...access,
    accessKey,
    sealedSecret: keys.seal(secretKey, accessKey, sealingKeyId),
    sealingKeyId,
    securityTokenHash: undefined,
  });

  return {
    settings: { baseUrl, projectId, token },
    accessKey: { accessKey, secretKey },
    seed: (options = {}) => seed(store, projectId, options),
    fail: (fault) => faults.add(projectId, fault),
    async reset() {
      faults.clear(projectId);
      await store.empty(projectId);
    },
  };
}
