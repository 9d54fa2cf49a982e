import { createHotspotClient, safe } from "@hotspot-session/client";
import { startVerifier } from "@hotspot-session/mock";

import type { Target } from "../target.ts";

/**
 * Uses a service as a client does, through Prism's validating proxy.
 *
 * @returns what Prism finds wrong with the requests and answers, and the calls that failed though
 * they should not have
 */
export async function verifiedCalls(target: Target): Promise<readonly string[]> {
  const verifier = await startVerifier(target.url);
  const failures = await call(verifier.url, target).then(
    () => [],
    (error: unknown) => [String(error)],
  );
  const found = verifier
    .takeViolations()
    .map(({ method, path, location, message }) => `${method} ${path} ${location}: ${message}`);
  await verifier.close();
  return [...found, ...failures];
}

async function call(baseUrl: string, { project: projectId, tokens }: Target): Promise<void> {
  const connect = (token = "nobody-was-given-this-token", project = projectId) =>
    createHotspotClient({ baseUrl, projectId: project, token, maxRetries: 0 });
  const { configs, nonMigrationUsers: users } = connect(tokens.admin);

  const { id } = await configs.create({
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 2,
    non_migrate_users: [{ user_id: "u1", user_name: "Anna" }, { user_id: "u2" }],
  });
  await configs.update(id, { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 });
  await users.add(id, [{ user_name: "night-batch" }]);
  await configs.list({ limit: 100 });
  await users.list(id, { user_name: "a" });
  await users.remove(id, [{ user_id: "u2" }]);

  // What is refused, and is no fault of the request: it keeps the contract.
  await safe(connect().configs.list());
  await safe(connect(tokens.foreign).configs.list());
  await safe(connect(tokens.reader).configs.update(id, changed));
  await safe(users.list("0".repeat(32)));
}

const changed = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 0 };
