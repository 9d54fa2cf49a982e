import { describe, expect, it } from "vitest";

import { readConfig } from "../../src/config.ts";
import { newSealingKey } from "../../src/auth/sealing-keys.ts";

const auth = { identity: { methods: ["token"], token: { id: "a-secret" } } };
const iam = { HOTSPOT_IAM_URL: "https://iam.example.com", HOTSPOT_IAM_AUTH: JSON.stringify(auth) };

describe("the settings of credentials", () => {
  it("that are wrong are named, without their values", () => {
    const wrong = {
      HOTSPOT_KEY: "a-secret",
      HOTSPOT_IAM_URL: "iam.example.com",
      HOTSPOT_IAM_AUTH: '{"identity": "a-secret',
      HOTSPOT_IAM_ADMIN_ROLES: "admin,",
      HOTSPOT_IAM_KEEP_SECONDS: "61",
      HOTSPOT_READS_PER_MINUTE: "0",
      HOTSPOT_WRITES_PER_MINUTE: "many",
    };
    expect(() => readConfig(wrong)).toThrow(
      [
        "HOTSPOT_KEY: must be 32 random bytes in base64url, 43 characters",
        "HOTSPOT_IAM_URL: must be a URL such as https://iam.example.com",
        'HOTSPOT_IAM_AUTH: must be JSON such as {"identity":{"methods":["password"],"password":{…}}}',
        "HOTSPOT_IAM_ADMIN_ROLES: must be names with a comma between them",
        "HOTSPOT_IAM_KEEP_SECONDS: must be 0 to 60",
        "HOTSPOT_READS_PER_MINUTE: must be a number from 1",
        "HOTSPOT_WRITES_PER_MINUTE: must be a number from 1",
      ].join("\n"),
    );
  });

  it.each(["https://user:a-secret@iam.example.com", "https://iam.example.com/?a", "ftp://iam"])(
    "refuse the address %s of an IAM, without repeating it",
    (url) => {
      expect(() => readConfig({ ...iam, HOTSPOT_IAM_URL: url })).toThrow(
        /^HOTSPOT_IAM_URL: must be a URL such as https:\/\/iam.example.com$/,
      );
    },
  );

  it("put the key file beside a SQLite file unless it is set, and in data for PostgreSQL", () => {
    const sourceOf = (environment: Record<string, string>) => readConfig(environment).keySource;
    expect(sourceOf({})).toEqual({ file: "data/hotspot.key" });
    const elsewhere = { HOTSPOT_DATABASE_URL: "sqlite:/srv/hotspot/a.db" };
    expect(sourceOf(elsewhere)).toEqual({ file: "/srv/hotspot/hotspot.key" });
    const postgres = { HOTSPOT_DATABASE_URL: "postgres://user:secret@db.example.com/hotspot" };
    expect(sourceOf(postgres)).toEqual({ file: "data/hotspot.key" });
    expect(sourceOf({ HOTSPOT_KEY_FILE: "/run/key" })).toEqual({ file: "/run/key" });
    const text = newSealingKey();
    expect(sourceOf({ HOTSPOT_KEY_FILE: "/run/key", HOTSPOT_KEY: text })).toEqual({ text });
  });

  it("take an IAM's address with or without its version, and roles by their names", () => {
    const expected = { url: "https://iam.example.com", auth, keepFor: 60_000 };
    for (const end of ["", "/", "/v3", "/v3/"]) {
      const url = `https://iam.example.com${end}`;
      expect(readConfig({ ...iam, HOTSPOT_IAM_URL: url }).iam).toMatchObject(expected);
    }
    expect(readConfig({ ...iam, HOTSPOT_IAM_ADMIN_ROLES: "admin, te_admin" }).iam).toMatchObject({
      adminRoles: ["admin", "te_admin"],
      readerRoles: ["reader"],
    });
    expect(readConfig({}).iam).toBeUndefined();
    const url = { HOTSPOT_IAM_URL: iam.HOTSPOT_IAM_URL };
    expect(() => readConfig(url)).toThrow("HOTSPOT_IAM_AUTH: is needed with HOTSPOT_IAM_URL");
  });
});
