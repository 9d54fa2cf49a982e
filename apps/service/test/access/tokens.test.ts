import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { hashToken, newToken } from "../../src/auth/token.ts";
import { migrate } from "../../src/store/sqlite/schema.ts";
import { tokens } from "../../src/store/sqlite/tokens.ts";
import type { Token } from "../../src/store/store.ts";

function emptyStore() {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  return tokens(database);
}

const admin: Token = { projectId: "p1", role: "admin", expiresAt: undefined };
const newHash = () => hashToken(newToken());

describe("the tokens of a store", () => {
  it("are found by their hash, and by no other", async () => {
    const store = emptyStore();
    const hash = newHash();
    await store.addToken(hash, { ...admin, note: "night shift" });
    expect(await store.findToken(hash)).toMatchObject(admin);
    expect(await store.findToken(newHash())).toBeUndefined();
    expect(await store.findToken(hash.subarray(0, 31))).toBeUndefined();
    expect(await store.findToken(new Uint8Array())).toBeUndefined();
  });

  it("are found after they expired: only the caller knows the time", async () => {
    const store = emptyStore();
    const hash = newHash();
    await store.addToken(hash, { ...admin, expiresAt: 1 });
    expect(await store.findToken(hash)).toMatchObject({ expiresAt: 1 });
  });

  it("are not found once revoked, but listed, and the store still had tokens", async () => {
    const store = emptyStore();
    expect(await store.hasTokens()).toBe(false);
    const hash = newHash();
    const { id } = await store.addToken(hash, admin);
    const revoked = await store.revokeToken(id);
    expect(revoked?.revokedAt).toEqual(expect.any(Number));
    expect(await store.findToken(hash)).toBeUndefined();
    expect(await store.listTokens()).toEqual([revoked]);
    expect(await store.hasTokens()).toBe(true);
    expect(await store.revokeToken("nobody")).toBeUndefined();
  });

  it("list in order of creation, of one project where asked", async () => {
    const store = emptyStore();
    const made = [];
    for (let index = 0; index < 20; index++) {
      made.push(await store.addToken(newHash(), { ...admin, projectId: `p${index % 2}` }));
    }
    expect(await store.listTokens()).toEqual(made);
    expect(await store.listTokens("p1")).toEqual(
      made.filter(({ projectId }) => projectId === "p1"),
    );
    expect(await store.listTokens("p2")).toEqual([]);
  });

  it("are refused twice with one hash", async () => {
    const store = emptyStore();
    const hash = newHash();
    await store.addToken(hash, admin);
    await expect(store.addToken(hash, { ...admin, projectId: "p2" })).rejects.toThrow(/UNIQUE/);
    expect(await store.findToken(hash)).toMatchObject(admin);
  });
});
