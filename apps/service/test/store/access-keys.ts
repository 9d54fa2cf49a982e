import { randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import { newAccessKey } from "../../src/auth/access-key.ts";
import { hashToken } from "../../src/auth/token.ts";
import { type NewAccessKey, SealingKeyError, type Store } from "../../src/store/store.ts";
import type { StorePlace } from "./store-place.ts";

const newKey = (changes: Partial<NewAccessKey> = {}): NewAccessKey => ({
  accessKey: newAccessKey(false).accessKey,
  sealedSecret: Uint8Array.from(randomBytes(60)),
  sealingKeyId: "key-1",
  securityTokenHash: undefined,
  projectId: "p1",
  role: "admin",
  expiresAt: undefined,
  ...changes,
});

async function withSealingKey(place: StorePlace): Promise<Store> {
  const store = await place.open();
  expect(await store.sealingKeyId("key-1")).toBe("key-1");
  return store;
}

const bytes = (some: Uint8Array | undefined) => some && Buffer.from(some).toString("hex");

/** What a store promises of access keys. */
export function describeAccessKeys(newPlace: () => Promise<StorePlace>): void {
  describe("an access key", () => {
    it("is found by its name with its sealed secret, in every process, and after a restart", async () => {
      await using place = await newPlace();
      const [store, other] = [await withSealingKey(place), await place.open()];
      const key = newKey({
        role: "reader",
        expiresAt: 1,
        note: "night shift",
        securityTokenHash: hashToken("token"),
      });
      const added = await store.addAccessKey(key);
      const { accessKey, projectId, role, expiresAt, note } = key;
      const id = expect.stringMatching(/^[0-9a-f]{12}$/);
      const shown = { id, accessKey, projectId, role, expiresAt, note, isTemporary: true };
      expect(added).toEqual({ ...shown, createdAt: expect.any(Number), revokedAt: undefined });
      await Promise.all([store, other].map(async (each) => expectFound(each, key)));
      expect(await store.findAccessKey(accessKey.toLowerCase())).toBeUndefined();
      expect(await store.findAccessKey("")).toBeUndefined();
      await Promise.all([store.close(), other.close()]);
      const reopened = await place.open();
      await expectFound(reopened, key);
      expect(await reopened.listAccessKeys()).toEqual([added]);
      expect(await reopened.listAccessKeys("p2")).toEqual([]);
    });

    it("is not found once it is revoked, and its secret is gone; it stays listed", async () => {
      await using place = await newPlace();
      const [store, other] = [await withSealingKey(place), await place.open()];
      const key = newKey();
      const { id } = await store.addAccessKey(key);
      const revoked = await other.revokeAccessKey(id);
      expect(revoked?.revokedAt).toEqual(expect.any(Number));
      expect(await store.findAccessKey(key.accessKey)).toBeUndefined();
      expect(await store.revokeAccessKey(id), "the first time is kept").toEqual(revoked);
      expect(await store.listAccessKeys()).toEqual([revoked]);
      expect(await store.revokeAccessKey("nobody")).toBeUndefined();
      const seen: unknown[] = [];
      await store.resealSecrets("key-2", (secret) => (seen.push(secret), secret));
      expect(seen).toEqual([]);
    });

    it("cannot be made twice", async () => {
      await using place = await newPlace();
      const store = await withSealingKey(place);
      const key = newKey();
      await store.addAccessKey(key);
      await expect(store.addAccessKey({ ...key, projectId: "p2" })).rejects.toThrow(/./);
      expect(await store.listAccessKeys()).toHaveLength(1);
    });
  });

  describe("the sealing key", () => {
    it("is the first that is offered, for every process, also where several come at once", async () => {
      await using place = await newPlace();
      const stores = [await place.open(), await place.open()];
      expect(await stores[0]?.sealingKeyId()).toBeUndefined();
      const offered = await Promise.all(stores.map((store, at) => store.sealingKeyId(`key-${at}`)));
      expect(new Set(offered).size).toBe(1);
      expect(await stores[1]?.sealingKeyId("another")).toBe(offered[0]);
    });

    it("is the only one with which secrets are added", async () => {
      await using place = await newPlace();
      const store = await place.open();
      await expect(store.addAccessKey(newKey())).rejects.toThrow(SealingKeyError);
      await store.sealingKeyId("key-1");
      const wrong = newKey({ sealingKeyId: "key-2" });
      await expect(store.addAccessKey(wrong)).rejects.toThrow(SealingKeyError);
      expect(await store.listAccessKeys()).toEqual([]);
    });

    it("is replaced with all secrets at once; an access key without a new secret is revoked", async () => {
      await using place = await newPlace();
      const store = await withSealingKey(place);
      const [kept, lost] = [newKey(), newKey()];
      for (const key of [kept, lost]) await store.addAccessKey(key);
      const anew = Uint8Array.from(randomBytes(60));
      const revoked = await store.resealSecrets("key-2", (secret, accessKey) => {
        expect(bytes(secret)).toBe(
          bytes(accessKey === kept.accessKey ? kept.sealedSecret : lost.sealedSecret),
        );
        return accessKey === kept.accessKey ? anew : undefined;
      });
      expect(revoked.map(({ accessKey }) => accessKey)).toEqual([lost.accessKey]);
      expect(await store.sealingKeyId()).toBe("key-2");
      expect(await store.findAccessKey(lost.accessKey)).toBeUndefined();
      expect(bytes((await store.findAccessKey(kept.accessKey))?.sealedSecret)).toBe(bytes(anew));
    });

    it("stays, with every secret, where one cannot be sealed anew", async () => {
      await using place = await newPlace();
      const store = await withSealingKey(place);
      const keys = [newKey(), newKey()];
      for (const key of keys) await store.addAccessKey(key);
      let calls = 0;
      const resealing = store.resealSecrets("key-2", () => {
        if (++calls === 2) throw new Error("cannot seal");
        return new Uint8Array(60);
      });
      await expect(resealing).rejects.toThrow("cannot seal");
      expect(await store.sealingKeyId()).toBe("key-1");
      for (const key of keys) await expectFound(store, key);
    });
  });
}

async function expectFound(store: Store, key: NewAccessKey): Promise<void> {
  const found = await store.findAccessKey(key.accessKey);
  const { projectId, role, expiresAt } = key;
  expect(found).toMatchObject({ projectId, role, expiresAt });
  expect(bytes(found?.sealedSecret)).toBe(bytes(key.sealedSecret));
  expect(bytes(found?.securityTokenHash)).toBe(bytes(key.securityTokenHash));
}
