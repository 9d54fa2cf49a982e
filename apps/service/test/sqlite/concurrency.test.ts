import { describe, expect, it } from "vitest";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { StoreBusyError } from "../../src/store/store.ts";
import { type Service, startService } from "../service.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };

function openStore() {
  const folder = temporaryFolder();
  const commits: number[] = [];
  const file = folder.file("hotspot.db");
  const store = openSqliteStore(file, { committed: (writes) => void commits.push(writes) });
  return {
    ...store,
    file,
    commits,
    async [Symbol.asyncDispose]() {
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}

describe("group commit", () => {
  it("lets writes that arrive together share a commit, on the whole", async () => {
    await using store = openStore();
    await Promise.all(Array.from({ length: 50 }, () => store.createConfig("p", settings)));
    // One, unless this machine is so slow that a batch is cut off before its end.
    expect(store.commits.length).toBeLessThan(50);
    expect(store.commits.reduce((sum, writes) => sum + writes)).toBe(50);
  });

  it("refuses more writes than may wait, at once, and takes the others", async () => {
    await using store = openStore();
    const results = await Promise.allSettled(
      Array.from({ length: 600 }, () => store.createConfig("p", settings)),
    );
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(100);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StoreBusyError);
  });
});

async function largeConfig(service: Service) {
  const id = await service.create();
  for (let chunk = 0; chunk < 6; chunk++) {
    const non_migrate_users = Array.from({ length: 1000 }, (_, index) => ({
      user_id: `${chunk * 1000 + index}`,
      user_name: `User-${chunk * 1000 + index}`,
    }));
    const body = { update_type: "ADD", non_migrate_users };
    await service.send({ method: "PATCH", url: service.users(id), body });
  }
  return id;
}

describe("the search of a large configuration", () => {
  it("finds the same as that of a small one, in its own thread", async () => {
    await using service = await startService();
    const id = await largeConfig(service);
    const answer = await service.send({
      method: "GET",
      url: `${service.users(id)}?user_name=uSeR-599&offset=1&limit=2`,
    });
    expect(answer.body).toEqual({
      total_count: 11,
      non_migrate_users: [
        { user_id: "5990", user_name: "User-5990" },
        { user_id: "5991", user_name: "User-5991" },
      ],
    });
  });

  it("sees every write that was answered before it", async () => {
    await using service = await startService();
    const id = await largeConfig(service);
    for (const name of ["first", "second", "third"]) {
      const body = { update_type: "ADD", non_migrate_users: [{ user_name: name }] };
      await service.send({ method: "PATCH", url: service.users(id), body });
      const answer = await service.send({
        method: "GET",
        url: `${service.users(id)}?user_name=${name.toUpperCase()}`,
      });
      expect(answer.body.total_count).toBe(1);
    }
  });

  it("answers 503 to more searches than may wait, while other requests are answered", async () => {
    await using service = await startService();
    const id = await largeConfig(service);
    const searches = Array.from({ length: 100 }, (_, index) =>
      service.send({ method: "GET", url: `${service.users(id)}?user_name=${index}` }),
    );
    const other = await service.send({ method: "GET", url: service.users(id) });
    expect(other.status).toBe(200);
    const statuses = (await Promise.all(searches)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(64);
    expect(statuses.filter((status) => status === 503)).toHaveLength(36);
  });
});
