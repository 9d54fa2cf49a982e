import { describe, expect, it } from "vitest";

import { StoreBusyError, StoreUnavailableError } from "../../src/store/store.ts";
import { add, configsOf, numbered, settings, usersOf } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** What a store answers while it cannot do what it is asked. */
export function describeFailures(newPlace: () => Promise<StorePlace>): void {
  describe("while another process holds the lock", () => {
    it("writes are refused together, reads are answered, and later writes succeed", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", settings(1));
      {
        await using resources = new AsyncDisposableStack();
        resources.use(await place.lock());
        const begin = performance.now();
        const writes = numbered(50).map((user) => store.updateUsers("p", id, add(user)));
        const created = store.createConfig("p", settings(1));
        for (const result of await Promise.allSettled([...writes, created])) {
          expect(result).toMatchObject({ status: "rejected", reason: expect.any(StoreBusyError) });
        }
        // One wait for the lock, and not one for each write.
        expect(performance.now() - begin).toBeLessThan(5000);
        expect(await usersOf(store, "p", id)).toEqual([]);
      }
      expect(await store.updateUsers("p", id, add({ user_id: "1" }))).toBe(true);
      expect(await configsOf(store, "p")).toHaveLength(1);
    });
  });

  describe("once the engine has failed", () => {
    it("the store says so, refuses every call as unavailable, and can be closed", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", settings(1));
      await expect(store.ping()).resolves.toBeUndefined();
      await place.break();
      const hash = new Uint8Array(32);
      const token = { projectId: "p", role: "admin", expiresAt: undefined } as const;
      const page = { offset: 0, limit: 1 };
      await expect(store.ping()).rejects.toThrow(StoreUnavailableError);
      const calls = [
        store.createConfig("p", settings(1)),
        store.listConfigs("p", page),
        store.updateConfig("p", id, settings(2)),
        store.listUsers("p", id, "", page),
        store.listUsers("p", id, "x", page),
        store.updateUsers("p", id, add({ user_id: "1" })),
        store.addToken(hash, token),
        store.addFirstToken(hash, token),
        store.findToken(hash),
        store.listTokens(),
        store.revokeToken("x"),
        store.sealingKeyId("key-1"),
        store.addAccessKey({
          ...token,
          accessKey: "A",
          sealedSecret: hash,
          securityTokenHash: undefined,
          sealingKeyId: "key-1",
        }),
        store.findAccessKey("A"),
        store.listAccessKeys(),
        store.revokeAccessKey("x"),
        store.resealSecrets("key-2", (secret) => secret),
      ];
      const results = await Promise.allSettled(calls);
      for (const result of results) {
        expect(result).toMatchObject({
          status: "rejected",
          reason: expect.any(StoreUnavailableError),
        });
      }
      await store.close();
    });
  });

  it("a store that is closed refuses every call as unavailable", async () => {
    await using place = await newPlace();
    const store = await place.open();
    await store.close();
    await store.close();
    await expect(store.ping()).rejects.toThrow(StoreUnavailableError);
    await expect(configsOf(store, "p")).rejects.toThrow(StoreUnavailableError);
    await expect(store.createConfig("p", settings(1))).rejects.toThrow(StoreUnavailableError);
  });
}
