import { createHotspotClient } from "@hotspot-session/client";
import { startMock, startVerifier } from "@hotspot-session/mock";
import { expect, it } from "vitest";

import { startService } from "./service.ts";

// The example requests of the five published pages, with the real paths and, where a page shows
// `null`, a real body, sent by the real client. The mock answers them as the service does, and
// neither breaks the contract on the way there or back.

const project = "a4da8115c9d8464ead3a38309130523f";
const user = { user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" };
const id = expect.stringMatching(/^[0-9a-f]{32}$/);
const enabled = (hotspot_exit_session_num: number) => ({
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num,
});

async function verifiedService() {
  await using started = new AsyncDisposableStack();
  const service = started.use(await startService());
  const token = await service.addToken(project, "admin");
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  // Throws at its end where a request or an answer broke the contract.
  const { url, fetch } = started.use(await startVerifier(address));
  const running = started.move();
  return { url, token, fetch, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

it.each([
  ["the mock", startMock],
  ["the service behind the verifier", verifiedService],
])("the published example requests do on %s what their pages say", async (_, start) => {
  await using target = await start();
  const { configs, nonMigrationUsers } = createHotspotClient({
    baseUrl: target.url,
    projectId: project,
    token: "token" in target ? target.token : "any",
    fetch: target.fetch,
  });
  const created = await configs.create({ ...enabled(2), non_migrate_users: [user] });
  expect(created).toMatchObject({ id, ...enabled(2), non_migrate_users: [user] });
  expect(await configs.update(created.id, enabled(4))).toMatchObject({ id, ...enabled(4) });
  const listed = { id, project_id: project, ...enabled(4), non_migrate_users: [user] };
  expect(await configs.list()).toMatchObject({ items: [listed] });
  await expect(nonMigrationUsers.add(created.id, [user])).resolves.toBeUndefined();
  expect(await nonMigrationUsers.list(created.id)).toEqual({
    total_count: 1,
    non_migrate_users: [user],
  });
  await expect(nonMigrationUsers.remove(created.id, [user])).resolves.toBeUndefined();
});
