import { AsyncLocalStorage } from "node:async_hooks";

import { Client } from "pg";
import { describe, expect, it } from "vitest";

import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { type SentStatement, sentStatements } from "../../src/store/postgres/sent-statements.ts";
import { UnknownOutcomeError } from "../../src/store/postgres/errors.ts";
import { StoreUnavailableError } from "../../src/store/store.ts";
import { add, configsOf, numbered, settings, usersOf } from "../store/requests.ts";
import { newDatabase } from "./server.ts";

async function openHere() {
  const resources = new AsyncDisposableStack();
  const database = resources.use(await newDatabase());
  const store = await openPostgresStore(parseConnectionString(database.url));
  resources.defer(() => store.close());
  const { id } = await store.createConfig("p", settings(1));
  return { ...database, store, id, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** A trigger that runs a statement before a user is inserted. */
const onInsertOf = (userId: string, statement: string) =>
  `CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NEW; END $$;
  CREATE TRIGGER act BEFORE INSERT ON users FOR EACH ROW WHEN (NEW.user_id = '${userId}')
  EXECUTE FUNCTION act()`;

describe("requests that arrive together", () => {
  it("share a statement that looks tokens up, and one for the settings of a project", async () => {
    await using place = await openHere();
    const { store } = place;
    const token = { projectId: "p", role: "admin" as const, expiresAt: undefined };
    const hashes = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
    const [first = new Uint8Array(), second = first, unknown = first] = hashes;
    for (const hash of [first, second]) await store.addToken(hash, token);
    const ids = [place.id, (await store.createConfig("p", settings(1))).id];
    const sent: string[] = [];
    const subscriber = { start: ({ name }: SentStatement) => void sent.push(name) };
    sentStatements.subscribe(subscriber);
    const found = await Promise.all([first, second, first, unknown].map(store.findToken));
    const changed = await Promise.all(ids.map((id) => store.updateConfig("p", id, settings(2))));
    sentStatements.unsubscribe(subscriber);
    expect(found).toEqual([
      expect.objectContaining(token),
      expect.objectContaining(token),
      found[0],
      undefined,
    ]);
    expect(changed).toEqual(ids.map((id) => Object.assign({ id }, settings(2))));
    expect(sent).toEqual(["find-token", "set-settings-of-unlocked"]);
  });

  it("change settings without waiting for another configuration, whose row is locked", async () => {
    await using place = await openHere();
    const { store, id } = place;
    const other = await store.createConfig("p", settings(1));
    const client = new Client({ connectionString: place.url });
    await client.connect();
    await client.query(`BEGIN; SELECT FROM configs WHERE id = '${id}' FOR UPDATE`);
    const waiting = store.updateConfig("p", id, settings(2));
    expect(await store.updateConfig("p", other.id, settings(3))).toMatchObject(settings(3));
    await client.end();
    expect(await waiting).toMatchObject(settings(2));
  });
});

describe("writes that wait for the same configuration", () => {
  it("share a commit, each with its statements in the context of its call", async () => {
    await using place = await openHere();
    const caller = new AsyncLocalStorage<string>();
    const sent: [name: string, caller: string | undefined][] = [];
    const subscriber = {
      start: ({ name }: SentStatement) => void sent.push([name, caller.getStore()]),
    };
    sentStatements.subscribe(subscriber);
    const users = numbered(40);
    await Promise.all(
      users.map((user) =>
        caller.run(String(user.user_id), () => place.store.updateUsers("p", place.id, add(user))),
      ),
    );
    sentStatements.unsubscribe(subscriber);
    expect(await usersOf(place.store, "p", place.id)).toEqual(users);
    expect(sent.filter(([name]) => name === "COMMIT").length).toBeLessThan(users.length / 2);
    const callers = sent.filter(([name]) => name === "put-users").map(([, by]) => by);
    expect(callers).toEqual(users.map(({ user_id }) => user_id));
  });

  it("take effect in the order of calls, of whatever kind they are", async () => {
    await using place = await openHere();
    const { store, id } = place;
    const results = await Promise.all([
      ...numbered(5).map((user) => store.updateUsers("p", id, add(user))),
      store.updateConfig("p", id, settings(2)),
      store.updateUsers("p", id, { ...add({ user_id: "0" }), update_type: "DELETE" }),
      store.updateConfig("p", id, settings(3)),
    ]);
    expect(results.slice(-3)).toMatchObject([
      { id, hotspot_exit_session_num: 2 },
      true,
      { id, hotspot_exit_session_num: 3 },
    ]);
    expect(await configsOf(store, "p")).toMatchObject([{ id, hotspot_exit_session_num: 3 }]);
    const gone = ["none", "none"].map((other) => store.updateConfig("p", other, settings(1)));
    expect(await Promise.all(gone)).toEqual([undefined, undefined]);
  });

  it.each([
    ["PostgreSQL refuses", "23514", "PostgreSQL refused a statement: SQLSTATE 23514"],
    ["takes too long", "57014", "PostgreSQL is busy"],
    ["is part of a deadlock", "40P01", "PostgreSQL is busy"],
  ])("do not fail with one that %s, and are made once", async (_, state, message) => {
    await using place = await openHere();
    const { store, id } = place;
    await place.execute(onInsertOf("x", `RAISE SQLSTATE '${state}'`));
    const users = numbered(20);
    const calls = users
      .toSpliced(10, 0, { user_id: "x" })
      .map((user) => store.updateUsers("p", id, add(user)));
    const results = await Promise.allSettled(calls);
    const failures = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason] : [],
    );
    expect(failures).toMatchObject([{ message: expect.stringContaining(message) }]);
    expect(results.at(10)).toMatchObject({ status: "rejected" });
    expect(await usersOf(store, "p", id)).toEqual(users);
  });

  it("all fail where their connection breaks, and none of those is made", async () => {
    await using place = await openHere();
    const { store, id } = place;
    // The first of those that share the transaction ends the connection of all.
    await place.execute(onInsertOf("1", "PERFORM pg_terminate_backend(pg_backend_pid())"));
    const calls = numbered(20).map((user) => store.updateUsers("p", id, add(user)));
    const results = await Promise.allSettled(calls);
    const stored = (await usersOf(store, "p", id))?.map(({ user_id }) => user_id);
    expect(stored).toContain("0");
    expect(stored).not.toContain("1");
    const statuses = results.map(({ status }) => status);
    expect(statuses).toEqual(
      numbered(20).map(({ user_id }) => (stored?.includes(user_id) ? "fulfilled" : "rejected")),
    );
    // The time for sharing may end with that write: then its commit was on its way.
    for (const result of results) {
      if (result.status === "fulfilled") continue;
      const { reason } = result;
      expect(reason instanceof StoreUnavailableError || reason instanceof UnknownOutcomeError).toBe(
        true,
      );
    }
  });
});
