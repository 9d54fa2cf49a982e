import { describe, expect, it } from "vitest";

import { hashToken, newToken } from "../../src/auth/token.ts";
import type { NewToken } from "../../src/store/store.ts";
import type { StorePlace } from "./store-place.ts";

const admin: NewToken = { projectId: "p1", role: "admin", expiresAt: undefined };
const newHash = () => hashToken(newToken());

/** What a store promises of tokens. */
export function describeTokens(newPlace: () => Promise<StorePlace>): void {
  describe("a token", () => {
    it("is found by its hash and by no other, in every process, and after a restart", async () => {
      await using place = await newPlace();
      const [store, other] = [await place.open(), await place.open()];
      const hash = newHash();
      // Whether it has expired is not for the store to decide.
      const token = { projectId: "p1", role: "reader", expiresAt: 1, note: "night shift" } as const;
      const added = await store.addToken(hash, token);
      expect(added).toMatchObject({ ...token, id: expect.stringMatching(/^[0-9a-f]{12}$/) });
      // A request needs no more of it than this.
      const found = { id: added.id, projectId: "p1", role: "reader", expiresAt: 1 };
      for (const each of [store, other]) expect(await each.findToken(hash)).toEqual(found);
      for (const wrong of [newHash(), hash.subarray(0, 31), new Uint8Array()]) {
        expect(await store.findToken(wrong)).toBeUndefined();
      }
      await Promise.all([store.close(), other.close()]);
      const reopened = await place.open();
      expect(await reopened.findToken(hash)).toEqual(found);
      expect(await reopened.listTokens()).toEqual([added]);
    });

    it("is not found once it is revoked, in no process, also by a search that began before", async () => {
      await using place = await newPlace();
      const [store, other] = [await place.open(), await place.open()];
      const hash = newHash();
      const { id } = await store.addToken(hash, admin);
      await Promise.all([store.findToken(hash), other.findToken(hash)]);
      const [, revoked] = await Promise.all([store.findToken(hash), other.revokeToken(id)]);
      expect(await store.findToken(hash)).toBeUndefined();
      expect(await other.findToken(hash)).toBeUndefined();
      expect(revoked?.revokedAt).toEqual(expect.any(Number));
      expect(await store.listTokens()).toEqual([revoked]);
      expect(await store.revokeToken(id), "the first time is kept").toEqual(revoked);
      expect(await store.revokeToken("nobody")).toBeUndefined();
    });

    it("lists in order of creation, of one project where asked", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const projects = Array.from({ length: 20 }, (_, index) => `p${index % 2}`);
      const made = await Promise.all(
        projects.map((projectId) => store.addToken(newHash(), { ...admin, projectId })),
      );
      expect(await store.listTokens()).toEqual(made);
      const ofOne = made.filter(({ projectId }) => projectId === "p1");
      expect(await store.listTokens("p1")).toEqual(ofOne);
      expect(await store.listTokens("p2")).toEqual([]);
    });

    it("does not replace another one of the same hash", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const hash = newHash();
      await store.addToken(hash, admin);
      await expect(store.addToken(hash, { ...admin, projectId: "p2" })).rejects.toThrow(/./);
      expect(await store.findToken(hash)).toMatchObject(admin);
    });
  });

  describe("the first token", () => {
    it("is added once, however many services start at the same time", async () => {
      await using place = await newPlace();
      const stores = [await place.open(), await place.open(), await place.open()];
      const added = await Promise.all(stores.map((store) => store.addFirstToken(newHash(), admin)));
      const first = added.filter((token) => token !== undefined);
      expect(first).toHaveLength(1);
      expect(await stores[0]?.listTokens()).toEqual(first);
    });

    it("is not added where there was one, revoked or expired", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.addToken(newHash(), { ...admin, expiresAt: 1 });
      await store.revokeToken(id);
      expect(await store.addFirstToken(newHash(), admin)).toBeUndefined();
      expect(await store.listTokens()).toHaveLength(1);
    });
  });
}
