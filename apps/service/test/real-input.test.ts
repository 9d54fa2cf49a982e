import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHotspotClient } from "@hotspot-session/client";
import { startMock, startVerifier } from "@hotspot-session/mock";
import { describe, expect, it } from "vitest";

import { startProcess } from "./process/service-process.ts";

// The example requests of the five published pages, with the real paths and, where a page shows
// `null`, a real body, sent by the real client. They must do on the mock, which takes any ids, what
// they do on the service, and must not break the contract on the way there or back.

const project = "a4da8115c9d8464ead3a38309130523f";
const token = "a-token-for-tests-of-32-characters-or-more";
const user = { user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" };
const enabled = (hotspot_exit_session_num: number) => ({
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num,
});

interface Target extends AsyncDisposable {
  readonly url: string;
  readonly fetch: typeof fetch;
}

async function mock(): Promise<Target> {
  return startMock();
}

async function service(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "hotspot-"));
  const started = startProcess({
    HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
    HOTSPOT_BOOTSTRAP_PROJECT_ID: project,
    HOTSPOT_BOOTSTRAP_TOKEN: token,
  });
  return {
    url: await started.ready(),
    fetch,
    async [Symbol.asyncDispose]() {
      await started.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function verifiedService(): Promise<Target> {
  const real = await service();
  const verifier = await startVerifier(real.url);
  return {
    url: verifier.url,
    fetch: verifier.fetch,
    async [Symbol.asyncDispose]() {
      await real[Symbol.asyncDispose]();
      // Throws where a request or an answer broke the contract.
      await verifier[Symbol.asyncDispose]();
    },
  };
}

describe.each([
  { name: "the mock", start: mock },
  { name: "the service", start: service },
  { name: "the service behind the verifier", start: verifiedService },
])("the published example requests on $name", ({ start }) => {
  const clientOf = ({ url, fetch: send }: Target) =>
    createHotspotClient({ baseUrl: url, projectId: project, token, fetch: send });

  it("POST /v1/…/hotspot-session-config creates a configuration", async () => {
    await using target = await start();
    const created = await clientOf(target).configs.create({
      ...enabled(2),
      non_migrate_users: [user],
    });
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      ...enabled(2),
      non_migrate_users: [user],
    });
  });

  it("GET /v1/…/hotspot-session-config lists it", async () => {
    await using target = await start();
    const client = clientOf(target);
    await client.configs.create({ ...enabled(4), non_migrate_users: [user] });
    expect(await client.configs.list()).toEqual({
      items: [
        {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          project_id: project,
          ...enabled(4),
          non_migrate_users: [user],
        },
      ],
    });
  });

  it("PATCH /v1/…/hotspot-session-config/… updates it", async () => {
    await using target = await start();
    const client = clientOf(target);
    const { id } = await client.configs.create(enabled(2));
    const updated = await client.configs.update(id, enabled(4));
    expect(updated).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), ...enabled(4) });
  });

  it("GET …/non-migration-users lists its exempt users", async () => {
    await using target = await start();
    const client = clientOf(target);
    const { id } = await client.configs.create({ ...enabled(2), non_migrate_users: [user] });
    expect(await client.nonMigrationUsers.list(id)).toEqual({
      total_count: 1,
      non_migrate_users: [user],
    });
  });

  it("PATCH …/non-migration-users adds and removes exempt users", async () => {
    await using target = await start();
    const client = clientOf(target);
    const { id } = await client.configs.create(enabled(2));
    await expect(client.nonMigrationUsers.add(id, [user])).resolves.toBeUndefined();
    await expect(client.nonMigrationUsers.remove(id, [user])).resolves.toBeUndefined();
  });
});
