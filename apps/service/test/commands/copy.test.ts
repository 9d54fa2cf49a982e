import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { parseLocation } from "../../src/store/location.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { newDatabase } from "../postgres/server.ts";
import { startProcess } from "../process/service-process.ts";
import { add, configsOf, numbered, settings, usersOf } from "../store/requests.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { command } from "./command.ts";

const hash = (byte: number) => new Uint8Array(32).fill(byte);

async function withStore<Result>(url: string, work: (store: Store) => Promise<Result>) {
  const { store } = await openStore(parseLocation(url));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Projects, configurations and users of which each has an order and a gap, and tokens of every kind. */
async function fill(store: Store): Promise<void> {
  await store.addToken(hash(1), { projectId: "b", role: "admin", expiresAt: undefined });
  const { id } = await store.addToken(hash(2), {
    projectId: "a",
    role: "reader",
    expiresAt: 9_999_999_999_999,
    note: "a note",
  });
  await store.revokeToken(id);
  await store.sealingKeyId("key-1");
  const keys = ["A", "B"].map((accessKey, index) =>
    store.addAccessKey({
      accessKey,
      sealedSecret: hash(4),
      sealingKeyId: "key-1",
      securityTokenHash: index === 0 ? undefined : hash(5),
      projectId: "a",
      role: "reader",
      expiresAt: undefined,
    }),
  );
  const [permanent] = await Promise.all(keys);
  await store.revokeAccessKey(permanent?.id ?? "");
  for (const project of ["b", "Ä", "a"]) {
    const config = await store.createConfig(project, settings(7));
    await store.createConfig(project, { ...settings(1), non_migrate_users: numbered(1000) });
    await store.updateUsers(project, config.id, add(...numbered(900), { user_name: "ИВАН" }));
    await store.updateUsers(project, config.id, {
      update_type: "DELETE",
      non_migrate_users: numbered(300),
    });
    await store.updateUsers(project, config.id, add(...numbered(700, "more ")));
  }
}

/** Everything that callers can see. */
const seen = (url: string) =>
  withStore(url, async (store) => {
    const projects = [];
    for (const project of ["a", "b", "Ä"]) {
      const configs = await configsOf(store, project);
      const users = await Promise.all(configs.map(({ id }) => usersOf(store, project, id)));
      projects.push({ configs, users });
    }
    const filtered = await store.listUsers("a", projects[0]?.configs[0]?.id ?? "", "ива", {
      offset: 0,
      limit: 10,
    });
    return {
      projects,
      filtered,
      tokens: await store.listTokens(),
      valid: await store.findToken(hash(1)),
      revoked: await store.findToken(hash(2)),
      sealingKeyId: await store.sealingKeyId(),
      accessKeys: await store.listAccessKeys(),
      accessKey: Object.entries((await store.findAccessKey("B")) ?? {}).map(([name, value]) =>
        value instanceof Uint8Array ? [name, Buffer.from(value).toString("hex")] : [name, value],
      ),
    };
  });

/** Each copy reads it, and none changes it. */
let source: string;
const filled = temporaryFolder();
beforeAll(async () => {
  source = `sqlite:${filled.file("1.db")}`;
  await withStore(source, fill);
});
afterAll(() => filled[Symbol.dispose]());

describe("copy", () => {
  it("takes everything from SQLite to PostgreSQL and back, in its order", async () => {
    await using resources = new AsyncDisposableStack();
    const folder = resources.use(temporaryFolder());
    const database = resources.use(await newDatabase());
    const last = `sqlite:${folder.file("2.db")}`;
    const there = await command({}, "copy", source, database.url);
    expect(there).toMatchObject({ code: 0, stdout: "" });
    expect(there.stderr).toContain("100 %: 6903 of 6903 users");
    expect(there.stderr).toContain("6 configurations, 6903 users, 2 tokens");
    const back = await command({ OLD_URL: database.url }, "copy", "env:OLD_URL", last);
    expect(back).toMatchObject({ code: 0, stdout: "" });
    const expected = await seen(source);
    expect(expected.projects[0]?.users[0]).toHaveLength(1000);
    expect(expected.accessKeys).toHaveLength(2);
    expect(await seen(database.url)).toEqual(expected);
    expect(await seen(last)).toEqual(expected);
    // What is added later comes after what was copied.
    await withStore(database.url, async (store) => {
      const { id } = await store.createConfig("a", settings(3));
      expect((await configsOf(store, "a")).at(-1)?.id).toBe(id);
      const [config] = await configsOf(store, "a");
      await store.updateUsers("a", config?.id ?? "", add({ user_id: "later" }));
      const page = { offset: 1301, limit: 10 };
      expect(JSON.parse(String(await store.listUsers("a", config?.id ?? "", "", page)))).toEqual({
        total_count: 1302,
        non_migrate_users: [{ user_id: "later" }],
      });
    });
  });

  it.each(["sqlite", "postgres"])("refuses a target in %s that is not empty", async (engine) => {
    await using resources = new AsyncDisposableStack();
    const target =
      engine === "sqlite"
        ? `sqlite:${resources.use(temporaryFolder()).file("2.db")}`
        : resources.use(await newDatabase()).url;
    await withStore(target, (store) =>
      store.addToken(hash(3), { projectId: "x", role: "admin", expiresAt: undefined }),
    );
    const { code, stderr } = await command({}, "copy", source, target);
    expect(code).toBe(1);
    expect(stderr).toContain("the target is not empty");
    expect(await withStore(target, (store) => store.listTokens())).toHaveLength(1);
  });

  it.each([
    ["postgres://u:secret@a/x?y=z", "FROM: has a parameter that is none of"],
    ["env:NOT_SET", "FROM: the variable that env: names is not set"],
    ["sqlite::memory:", "FROM: a database in memory belongs to its service alone"],
    ["mysql://u:secret@a/x", "FROM: must be sqlite:FILE"],
  ])("refuses %s, without repeating a password", async (from, message) => {
    const { code, stderr } = await command({}, "copy", from, "sqlite:/nowhere/x.db");
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("secret");
  });

  it("leaves the target empty when it is interrupted, and can be repeated", async () => {
    await using database = await newDatabase();
    await using interrupted = startProcess({}, ["copy", source, database.url]);
    await interrupted.logged("10 %");
    expect(await interrupted.stop("SIGINT")).not.toBe(0);
    expect(await withStore(database.url, (store) => store.listTokens())).toEqual([]);
    expect(await command({}, "copy", source, database.url)).toMatchObject({ code: 0 });
  });
});
