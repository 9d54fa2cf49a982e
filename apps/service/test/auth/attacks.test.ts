import { once } from "node:events";
import { type IncomingMessage, request as send } from "node:http";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { contentsOf } from "../refusals.ts";
import { type Service, startService } from "../service.ts";
import { attacks, type Loot } from "./attacks.ts";
import { signAs, type WireRequest } from "./wire-request.ts";

let service: Service;
let url: URL;
beforeAll(async () => {
  service = await startService();
  url = new URL(await service.app.listen({ host: "127.0.0.1", port: 0 }));
});
afterAll(async () => service[Symbol.asyncDispose]());

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Begins a request, whose body follows later. */
function begin({ method, path, headers }: WireRequest) {
  const lines = headers.map(([name]) => name.toLowerCase());
  const request = send({
    host: url.hostname,
    port: url.port,
    method,
    path,
    setHost: false,
    agent: false,
  });
  for (const name of new Set(lines)) {
    const values = headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
    request.setHeader(name, values.length === 1 ? (values[0] ?? "") : values);
  }
  const answer = once(request, "response").then(async (values) => {
    const [response] = values as [IncomingMessage];
    return { status: response.statusCode, text: await text(response) };
  });
  return { request, answer };
}

async function sendWhole(wire: WireRequest): Promise<Answer> {
  const { request, answer } = begin(wire);
  request.end(wire.body);
  return answer;
}

const body = JSON.stringify({
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num: 2,
});

function creation(headers: WireRequest["headers"] = []): WireRequest {
  return {
    method: "POST",
    path: service.configs,
    headers: [["host", "hotspot.test"], ["content-type", "application/json"], ...headers],
    body,
  };
}

const date = () => new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
const dated = (...more: readonly (readonly [string, string])[]) =>
  creation([["x-sdk-date", date()], ["x-project-id", service.project], ...more]);

let loot: Loot;
beforeAll(async () => {
  const { token, project } = service;
  const permanent = await service.addAccessKey();
  const temporary = await service.addAccessKey({ isTemporary: true });
  loot = {
    token,
    project,
    permanent,
    temporary,
    otherTemporary: await service.addAccessKey({ isTemporary: true }),
    signed: signAs(dated(), permanent),
    signedTemporarily: signAs(
      dated(["x-security-token", temporary.securityToken ?? ""]),
      temporary,
    ),
    withToken: creation([["x-auth-token", token]]),
  };
});

describe("what is attacked", () => {
  it("is accepted as it is, twice", async () => {
    for (const request of [loot.signed, loot.signedTemporarily, loot.withToken]) {
      expect(await sendWhole(request)).toMatchObject({ status: 200 });
      expect(await sendWhole(request)).toMatchObject({ status: 200 });
    }
  });
});

/** Refused, with nothing changed and nothing repeated of what is secret. */
async function expectRefused(answer: Answer, before: unknown): Promise<void> {
  expect(answer).toEqual({ status: 401, text: expect.stringContaining("WKS.00000401") });
  const { token, permanent, temporary } = loot;
  for (const secret of [token, permanent.secretKey, temporary.secretKey, temporary.securityToken]) {
    expect(answer.text).not.toContain(secret);
  }
  expect(await contentsOf(service)).toEqual(before);
}

describe("an attack is refused", () => {
  it.each(Object.entries(attacks))("%s", async (_, attack) => {
    const before = await contentsOf(service);
    await expectRefused(await sendWhole(attack(loot)), before);
  });

  it.each(["a token", "an access key", "a temporary access key"])(
    "expired by a second: %s",
    async (kind) => {
      const before = await contentsOf(service);
      const expiresAt = Date.now() - 1000;
      if (kind === "a token") {
        const expired = await service.addToken(service.project, "admin", expiresAt);
        return expectRefused(await sendWhole(creation([["x-auth-token", expired]])), before);
      }
      const isTemporary = kind === "a temporary access key";
      const key = await service.addAccessKey({ expiresAt, isTemporary });
      const more = isTemporary ? ([["x-security-token", key.securityToken ?? ""]] as const) : [];
      return expectRefused(await sendWhole(signAs(dated(...more), key)), before);
    },
  );

  it("revoked: an access key", async () => {
    const before = await contentsOf(service);
    const key = await service.addAccessKey();
    await service.store.revokeAccessKey(key.id);
    await expectRefused(await sendWhole(signAs(dated(), key)), before);
  });

  it.each(["a token", "an access key"])(
    "revoked while the body was under way: %s",
    async (kind) => {
      const before = await contentsOf(service);
      const token = await service.addToken(service.project, "admin");
      const key = await service.addAccessKey();
      const wire = kind === "a token" ? creation([["x-auth-token", token]]) : signAs(dated(), key);
      const { request, answer } = begin({
        ...wire,
        headers: [...wire.headers, ["content-length", String(wire.body.length)]],
      });
      request.write(wire.body.slice(0, 10));
      // An answer to another request on the way shows that the head has arrived.
      await sendWhole({ ...creation(), method: "GET", body: "" });
      if (kind === "a token") await service.revokeToken(token);
      else await service.store.revokeAccessKey(key.id);
      request.end(wire.body.slice(10));
      await expectRefused(await answer, before);
    },
  );

  it.each(["hex", "base64", "base64url", "latin1"] as const)(
    "a copied store: the sealed secret as the secret, in %s",
    async (encoding) => {
      const before = await contentsOf(service);
      const { accessKey } = loot.permanent;
      const found = await service.store.findAccessKey(accessKey);
      const secretKey = Buffer.from(found?.sealedSecret ?? []).toString(encoding);
      await expectRefused(await sendWhole(signAs(dated(), { accessKey, secretKey })), before);
    },
  );

  it("a changed store: one's own sealed secret in the row of another's key", async () => {
    const before = await contentsOf(service);
    using other = service.otherConnection();
    const [permanent, temporary] = [await service.addAccessKey(), await service.addAccessKey()];
    other
      .prepare(
        "UPDATE access_keys SET sealed_secret = (SELECT sealed_secret FROM access_keys WHERE access_key = ?) WHERE access_key = ?",
      )
      .run(temporary.accessKey, permanent.accessKey);
    const forged = signAs(dated(), { ...permanent, secretKey: temporary.secretKey });
    expect(await sendWhole(forged)).toMatchObject({ status: 503 });
    expect(await contentsOf(service)).toEqual(before);
  });
});
