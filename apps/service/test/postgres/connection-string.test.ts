import { describe, expect, it } from "vitest";

import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { describeLocation, parseLocation } from "../../src/store/location.ts";

const nothing = { user: undefined, password: undefined, database: undefined, tls: undefined };

describe("a connection string", () => {
  it.each([
    ["postgres://db.example.com", { hosts: [{ host: "db.example.com", port: 5432 }] }],
    [
      "postgresql://u:p%40ss@a:1,[::1]:2,c/hotspot?target_session_attrs=primary",
      {
        hosts: [
          { host: "a", port: 1 },
          { host: "::1", port: 2 },
          { host: "c", port: 5432 },
        ],
        user: "u",
        password: "p@ss",
        database: "hotspot",
      },
    ],
    [
      "postgres://a/x?sslmode=verify-full&sslrootcert=/ca.pem",
      {
        hosts: [{ host: "a", port: 5432 }],
        database: "x",
        tls: { verify: "host", rootCertificate: "/ca.pem", certificate: undefined, key: undefined },
      },
    ],
  ])("%s is read", (text, expected) => {
    expect(parseConnectionString(text)).toEqual({ ...nothing, ...expected });
  });

  it.each([
    ["without a host", "postgres:///hotspot", "must be postgres://USER"],
    ["with a port that is none", "postgres://a:b/hotspot", "each host must be HOST or HOST:PORT"],
    ["with a port too high", "postgres://a:65536/x", "each host must be HOST or HOST:PORT"],
    ["for a standby", "postgres://a/x?target_session_attrs=any", "must be read-write or primary"],
    [
      "of an unknown TLS mode",
      "postgres://a/x?sslmode=prefer",
      "sslmode: must be disable, require",
    ],
    ["of a wrong encoding", "postgres://u:%zz@a/x", "must be percent-encoded"],
    ["with an unknown parameter", "postgres://a/x?options=-c", "has a parameter that is none of"],
  ])("%s is an error", (_, text, message) => {
    expect(() => parseConnectionString(text)).toThrow(message);
  });

  it.each(["postgres://u:?cret@a/x", "postgres://u:#cret@a/x", "postgres://u:1/cret@a/x"])(
    "whose password is not percent-encoded is an error that does not repeat it: %s",
    (text) => {
      let message = "";
      try {
        parseConnectionString(text);
      } catch (error) {
        message = String(error);
      }
      expect(message).not.toBe("");
      expect(message).not.toMatch(/cret/);
    },
  );

  it("is shown without its password", () => {
    const shown = describeLocation(parseLocation("postgres://u:cret@a,b:9/x"));
    expect(shown).toBe("PostgreSQL at a:5432,b:9/x");
  });
});
