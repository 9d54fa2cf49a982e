import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { StoreBusyError } from "../../src/store/store.ts";
import { type Service, startService } from "../service.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
const page = { offset: 0, limit: 100 };

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
  it("lets writes that arrive together share a commit, in the order of their calls", async () => {
    await using store = openStore();
    const created = await Promise.all(
      Array.from({ length: 50 }, () => store.createConfig("p", settings)),
    );
    // One, unless this machine is so slow that a batch is cut off before its end.
    expect(store.commits.length).toBeLessThan(50);
    expect(store.commits.reduce((sum, writes) => sum + writes)).toBe(50);
    const listed = await store.listConfigs("p", page);
    expect(listed.map(({ id }) => id)).toEqual(created.map(({ id }) => id));
  });

  it("does not let a failing write fail its neighbours, nor leave anything of it", async () => {
    await using store = openStore();
    const { id } = await store.createConfig("p", settings);
    const add = (...ids: string[]) =>
      store.updateUsers("p", id, {
        update_type: "ADD",
        non_migrate_users: ids.map((user_id) => ({ user_id })),
      });
    // SQLite refuses what the contract would never let through.
    const unfit = Symbol("unfit") as unknown as string;
    const results = await Promise.allSettled([add("a", "b"), add("c", unfit), add("d")]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await store.listUsers("p", id, "", page)).toEqual({
      total_count: 3,
      non_migrate_users: [{ user_id: "a" }, { user_id: "b" }, { user_id: "d" }],
    });
  });

  it("refuses more writes than may wait, at once, and takes the others", async () => {
    await using store = openStore();
    const results = await Promise.allSettled(
      Array.from({ length: 600 }, () => store.createConfig("p", settings)),
    );
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(100);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StoreBusyError);
    expect(await store.listConfigs("p", { offset: 499, limit: 2 })).toHaveLength(1);
  });

  it("refuses all that wait, together, while another process holds the lock", async () => {
    await using store = openStore();
    const other = new DatabaseSync(store.file);
    other.exec("BEGIN IMMEDIATE");
    const begin = performance.now();
    const refused = await Promise.allSettled(
      Array.from({ length: 200 }, () => store.createConfig("p", settings)),
    );
    for (const result of refused) {
      expect(result).toMatchObject({ status: "rejected", reason: expect.any(StoreBusyError) });
    }
    // One wait for the lock, and not two hundred, a quarter of a second each.
    expect(performance.now() - begin).toBeLessThan(5000);
    other.close();
    expect(await store.listConfigs("p", page)).toEqual([]);
    await expect(store.createConfig("p", settings)).resolves.toBeDefined();
  });

  it("does not find a token again that was revoked while it was looked for", async () => {
    await using store = openStore();
    const hash = Buffer.alloc(32, 7);
    const { id } = await store.addToken(hash, {
      projectId: "p",
      role: "admin",
      expiresAt: undefined,
    });
    await Promise.all([store.findToken(hash), store.revokeToken(id), store.findToken(hash)]);
    expect(await store.findToken(hash)).toBeUndefined();
  });

  it("commits what waits before the store is closed", async () => {
    await using store = openStore();
    const created = store.createConfig("p", settings);
    await store.close();
    const { id } = await created;
    await using reopened = openSqliteStoreAgain(store.file);
    expect(await reopened.listConfigs("p", page)).toMatchObject([{ id }]);
  });
});

function openSqliteStoreAgain(file: string) {
  const store = openSqliteStore(file);
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}

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
