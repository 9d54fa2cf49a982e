import { describe, expect, it } from "vitest";

import { newSealingKey } from "../../src/auth/sealing-keys.ts";
import { newToken } from "../../src/auth/token.ts";
import { readConfig } from "../../src/config.ts";
import { configuredSecrets } from "../../src/observe/configured-secrets.ts";
import { createLogger } from "../../src/observe/logger.ts";
import { createRedaction } from "../../src/observe/redaction.ts";
import { startService } from "../service.ts";

const secret = 'a "secret" of \\ 32/characters + more';

/** What a logger writes of fields. */
function written(fields: object, { isTerminal = false, of = secret } = {}): string {
  const redaction = createRedaction();
  redaction.add(of);
  let text = "";
  const output = { write: (line: string) => void (text += line), isTerminal };
  createLogger({ level: "trace", instance: "i" }, output, redaction).info(fields, "said");
  return text;
}

describe("a secret of the settings", () => {
  const bootstrapToken = "a-bootstrap-token-of-32-characters";
  const sealingKeys = [newSealingKey(), newSealingKey()];
  const identity = {
    methods: ["password", "application_credential", "totp", "token"],
    password: { user: { name: "hotspot-service", password: "an-iam-password" } },
    application_credential: { id: "credential-id", secret: "an-application-secret" },
    totp: { user: { id: "user-id", passcode: "12345678" } },
    token: { id: "an-unscoped-token" },
  };
  const config = readConfig({
    HOTSPOT_BOOTSTRAP_TOKEN: bootstrapToken,
    HOTSPOT_KEY: sealingKeys.join(","),
    HOTSPOT_DATABASE_URL: "postgres://hotspot:a%2Fdatabase%20password@db.example.com/hotspot",
    HOTSPOT_IAM_URL: "https://iam.example.com",
    HOTSPOT_IAM_AUTH: JSON.stringify({ identity }),
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://me:a-collector-password@collector.example.com",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20a-bearer-token,tenant=t1",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "api-key=an-api-key=,rate=100%",
  });

  it.each([
    bootstrapToken,
    ...sealingKeys,
    "a/database password",
    "an-iam-password",
    "an-application-secret",
    "12345678",
    "an-unscoped-token",
    "a-collector-password",
    "a-bearer-token",
    "an-api-key=",
  ])("is not logged, and what is not secret is: %s", (found) => {
    const redaction = createRedaction();
    for (const each of configuredSecrets(config)) redaction.add(each);
    expect(redaction.redact(`said ${found} by hotspot-service`)).toBe(
      "said [redacted] by hotspot-service",
    );
  });

  it("is left alone where it is so short that its gaps in other words would tell it", () => {
    expect(written({ text: "hotspot-service" }, { of: "hotspot" })).toContain("hotspot-service");
  });
});

describe("a secret that is in play", () => {
  it.each([
    ["as it is", secret],
    ["within JSON", JSON.stringify({ token: secret })],
    ["within a URL", `/v1/${encodeURIComponent(secret)}/x`],
    ["within a URL, in lower case", `/v1/${encodeURIComponent(secret).toLowerCase()}/x`],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64, after another byte", Buffer.from(`:${secret}:`).toString("base64")],
    ["in base64, after two others", Buffer.from(`u:${secret}`).toString("base64")],
    ["in base64url", Buffer.from(secret).toString("base64url")],
  ])("is not logged: %s", (_, text) => {
    const line = written({ text });
    expect(line).toContain("[redacted]");
    const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
    for (const form of forms) expect(line).not.toContain(form);
  });

  it("leaves a line that can be read where it ends with a backslash", () => {
    const of = `${"x".repeat(32)}\\`;
    expect(written({ text: of }, { isTerminal: true, of })).toMatch(
      / said {2}text=\[redacted\]\n$/,
    );
  });

  it("leaves a line that a terminal can show where it is a number, such as the time", () => {
    const text = String(Date.now()).slice(0, 8);
    expect(written({ text }, { isTerminal: true, of: text })).toMatch(/text=\[redacted\]\n$/);
  });

  it("is not logged where it was made here", () => {
    const token = newToken();
    expect(written({ err: new Error(`of ${token}`) })).not.toContain(token);
  });

  it("leaves the rest of a line as it is", () => {
    expect(JSON.parse(written({ text: `a ${newToken()} b` }))).toMatchObject({
      text: "a [redacted] b",
      msg: "said",
    });
  });
});

describe("a token where it does not belong", () => {
  it("is not logged: in the place of the project, or of the request's id", async () => {
    await using service = await startService();
    // Of a form that nothing else tells from a project or an id.
    const token = "0123456789abcdef0123456789abcdef";
    const url = `/v1/${token}/hotspot-session-config`;
    await service.send({ method: "GET", url, token });
    await service.send({ method: "GET", url: `${url}//non-migration-users`, token });
    const headers = { "x-request-id": `id-${token}` };
    const answer = await service.send({ method: "GET", url, token, headers });
    expect(answer.headers["x-request-id"]).not.toContain(token);
    expect(service.logs).toHaveLength(3);
    expect(service.logs.join("")).not.toContain(token);
  });
});

describe("a line for people", () => {
  it("has the time, the level, what happened and its fields", () => {
    expect(written({ signal: "SIGINT", count: 2 }, { isTerminal: true })).toMatch(
      /^\d\d:\d\d:\d\d INFO {2}said {2}signal=SIGINT {2}count=2\n$/,
    );
  });

  it("has the stack of an error below", () => {
    const lines = written({ err: new Error("broken") }, { isTerminal: true }).split("\n");
    expect(lines[0]).toMatch(/INFO {2}said$/);
    expect(lines[1]).toBe("Error: broken");
    expect(lines[2]).toMatch(/^ +at /);
  });
});
