import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { seal, unseal } from "../../src/auth/sealing.ts";
import {
  makeKeyFile,
  newSealingKey,
  parseSealingKeys,
  replaceKeyFile,
  sealingKeys,
} from "../../src/auth/sealing-keys.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const key = randomBytes(32);

describe("a sealed secret", () => {
  it("opens with its key for its owner", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (secret, owner) => {
        expect(unseal(seal(secret, owner, key), owner, key)).toBe(secret);
      }),
    );
  });

  it("does not show the secret, and is different each time", () => {
    const sealed = Buffer.from(seal("the secret itself", "owner", key));
    expect(sealed.includes("the secret")).toBe(false);
    expect(seal("the secret itself", "owner", key)).not.toEqual(Uint8Array.from(sealed));
  });

  it("opens with no other key, for no other owner, and after no change of a byte", () => {
    const sealed = seal("secret", "owner", key);
    expect(() => unseal(sealed, "owner", randomBytes(32))).toThrow(Error);
    expect(() => unseal(sealed, "other", key)).toThrow(Error);
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => unseal(changed, "owner", key), `byte ${at}`).toThrow(Error);
      expect(() => unseal(sealed.subarray(0, at), "owner", key), `cut at ${at}`).toThrow(Error);
    }
  });
});

describe("the key file", () => {
  it("is made for its owner alone, and one that exists is kept", () => {
    using folder = temporaryFolder();
    const file = folder.file("data/hotspot.key");
    makeKeyFile(file);
    const made = readFileSync(file, "utf8");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    makeKeyFile(file);
    expect(readFileSync(file, "utf8")).toBe(made);
    expect(parseSealingKeys(made)).toHaveLength(1);
  });

  it("that does not exist gives no keys; one that holds something else is an error without it", () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.key");
    expect(sealingKeys({ file }).ids()).toEqual([]);
    writeFileSync(file, "a-secret-that-is-too-short");
    expect(() => sealingKeys({ file }).ids()).toThrow(
      `HOTSPOT_KEY_FILE: ${file}: must be 32 random bytes`,
    );
  });

  it("opens what was sealed before a rotation, and what another process seals after it", () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.key");
    const [old, next] = [newSealingKey(), newSealingKey()];
    writeFileSync(file, old);
    const running = sealingKeys({ file });
    const [oldId = ""] = running.ids();
    const before = running.seal("before", "owner", oldId);
    replaceKeyFile(file, [next, old]);
    const rotated = sealingKeys({ file });
    const [newId = "", ...others] = rotated.ids();
    expect(others).toEqual([oldId]);
    const after = rotated.seal("after", "owner", newId);
    expect(rotated.unseal(before, "owner")).toBe("before");
    expect(running.unseal(after, "owner")).toBe("after");
  });

  it("goes on opening what it has opened when the file is gone, also after a key that is not known", () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.key");
    makeKeyFile(file);
    const running = sealingKeys({ file });
    const [id = ""] = running.ids();
    const sealed = running.seal("secret", "owner", id);
    rmSync(file);
    const other = sealingKeys({ text: newSealingKey() });
    const lost = other.seal("lost", "owner", other.ids()[0] ?? "");
    expect(running.unseal(lost, "owner")).toBeUndefined();
    expect(running.unseal(sealed, "owner")).toBe("secret");
  });

  it("opens nothing that was sealed with a key that is gone", () => {
    const gone = sealingKeys({ text: newSealingKey() });
    const sealed = gone.seal("secret", "owner", gone.ids()[0] ?? "");
    expect(sealingKeys({ text: newSealingKey() }).unseal(sealed, "owner")).toBeUndefined();
  });
});
