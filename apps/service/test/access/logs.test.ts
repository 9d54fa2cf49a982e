import { once } from "node:events";

import { describe, expect, it } from "vitest";

import { newToken } from "../../src/auth/token.ts";
import { operations } from "../../src/contract/operations.ts";
import { validCall } from "../calls.ts";
import { exchange } from "../hostile/raw.ts";
import { beginPost, portOf } from "../overload/load.ts";
import { type Service, startService } from "../service.ts";

const linesOf = (service: Service): Record<string, unknown>[] =>
  service.logs.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "answered");

describe("the access line", () => {
  it("has the request id, operation, project, status and duration of an answer, and no more", async () => {
    await using service = await startService();
    const url = `${service.configs}?limit=5`;
    await service.send({ method: "GET", url, headers: { "x-request-id": "find-me" } });
    expect(linesOf(service)).toEqual([
      {
        level: 20,
        time: expect.any(Number),
        pid: expect.any(Number),
        hostname: expect.any(String),
        reqId: "find-me",
        operation: "ListHotspotSessionConfig",
        project: service.project,
        status: 200,
        ms: expect.any(Number),
        msg: "answered",
      },
    ]);
  });

  it("is there for every operation, answered or refused, and for what is none", async () => {
    await using service = await startService();
    for (const { id } of operations) {
      const call = await validCall(id, service);
      service.logs.length = 0;
      await service.send(call);
      await service.send({ ...call, token: undefined });
      expect(linesOf(service)).toMatchObject([
        { operation: id, status: 200 },
        { operation: id, status: 401 },
      ]);
    }
    service.logs.length = 0;
    await service.send({ method: "GET", url: "/nowhere" });
    await service.send({ method: "GET", url: "/healthz" });
    const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
    await exchange(address, ["GARBAGE\r\n\r\n"]);
    await exchange(address, ["CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"]);
    expect(linesOf(service)).toMatchObject(
      [404, 200, 400, 405].map((status) => ({
        operation: "other",
        status,
        reqId: expect.any(String),
      })),
    );
  });

  it("is not there for a request whose client left before the answer", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const client = beginPost(service, port, 100);
    const [, response] = await once(service.app.server, "request");
    client.resetAndDestroy();
    await once(response, "close");
    expect(linesOf(service)).toEqual([]);
  });
});

describe("logs at the level trace", () => {
  it("hold no token, valid or not, and no names of users", async () => {
    await using service = await startService();
    const secrets = {
      admin: service.token,
      reader: await service.addToken(service.project, "reader"),
      foreign: await service.addToken("p2", "admin"),
      expired: await service.addToken(service.project, "admin", Date.now() - 1),
      revoked: await service.addToken(service.project, "admin"),
      unknown: newToken(),
      malformed: "a-secret-of-another-form",
    };
    await service.revokeToken(secrets.revoked);
    for (const { id } of operations) {
      const call = await validCall(id, service);
      for (const token of Object.values(secrets)) await service.send({ ...call, token });
    }
    const id = await service.create([{ user_id: "private-id", user_name: "private-name" }]);
    await service.send({ method: "GET", url: `${service.users(id)}?user_name=private` });
    await service.send({ method: "POST", url: service.configs, body: '{"private": broken' });

    const other = service.otherConnection();
    other.exec("PRAGMA foreign_keys = OFF; DROP TABLE users; DROP TABLE configs");
    other.close();
    const body = {
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 2,
      non_migrate_users: [{ user_name: "private-name" }],
    };
    const failed = await service.send({ method: "POST", url: service.configs, body });
    expect(failed).toMatchObject({ status: 500 });

    const logs = service.logs.join("");
    expect(linesOf(service).length).toBeGreaterThan(35);
    expect(logs).toContain("request failed");
    for (const secret of Object.values(secrets)) expect(logs).not.toContain(secret);
    expect(logs).not.toContain("private");
  });
});
