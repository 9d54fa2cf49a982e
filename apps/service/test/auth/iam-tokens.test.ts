import { describe, expect, it } from "vitest";

import { newAccessKey } from "../../src/auth/access-key.ts";
import { createIam } from "../../src/auth/iam.ts";
import { type IamSettings, requestTimeout } from "../../src/auth/keystone.ts";
import { expectError } from "../refusals.ts";
import { startService } from "../service.ts";
import { startKeystone } from "./keystone.ts";

const id = "ListHotspotSessionConfig";

/** The service with a Keystone whose tokens it accepts. */
async function start(changes: Partial<IamSettings> = {}) {
  await using cleanUp = new AsyncDisposableStack();
  const keystone = cleanUp.use(await startKeystone());
  const iam = createIam({
    url: keystone.url,
    auth: { identity: {} },
    adminRoles: ["member"],
    readerRoles: ["reader"],
    keepFor: 60_000,
    ...changes,
  });
  const refused: string[] = [];
  const service = cleanUp.use(await startService({ iam, refused: (kind) => refused.push(kind) }));
  const project = { id: service.project, name: "team" };
  const list = async (token: string) =>
    service.send({ method: "GET", url: service.configs, token });
  const create = async (token: string) => {
    const body = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
    return service.send({ method: "POST", url: service.configs, token, body });
  };
  const end = cleanUp.move();
  const dispose = async () => end.disposeAsync();
  return { keystone, iam, service, project, refused, list, create, [Symbol.asyncDispose]: dispose };
}

describe("a token of an IAM", () => {
  it("may do what its role in its project says", async () => {
    await using run = await start();
    const { keystone, project, list, create } = run;
    keystone.issue("an-admin", { project, roles: [{ id: "1", name: "member" }] });
    keystone.issue("a-reader", { project, roles: [{ id: "2", name: "reader" }] });
    keystone.issue("a-guest", { project, roles: [{ id: "3", name: "guest" }] });
    expect(await create("an-admin")).toMatchObject({ status: 200 });
    expect((await list("a-reader")).body.items).toHaveLength(1);
    const message = "X-Auth-Token: the role reader may not change anything";
    expectError("CreateHotspotSessionConfig", await create("a-reader"), 403, message);
    const none = "X-Auth-Token: none of its roles may call this API";
    expectError(id, await list("a-guest"), 403, none);
  });

  it("is validated by each request where none is to be kept", async () => {
    await using run = await start({ keepFor: 0 });
    const { keystone, project, list } = run;
    keystone.issue("a-reader", { project, roles: [{ id: "2", name: "reader" }] });
    expect((await list("a-reader")).status).toBe(200);
    expect((await list("a-reader")).status).toBe(200);
    expect(keystone.validations).toHaveLength(2);
    keystone.revoke("a-reader");
    expect((await list("a-reader")).status).toBe(401);
  });

  it("of another project, of a domain or of no scope is answered 403", async () => {
    await using run = await start();
    const { keystone, list } = run;
    const roles = [{ id: "1", name: "member" }];
    keystone.issue("of-another", { project: { id: "another", name: "other" }, roles });
    keystone.issue("of-a-domain", { domain: { id: "default", name: "Default" }, roles });
    keystone.issue("unscoped", {});
    const other = "project_id: these credentials belong to another project";
    expectError(id, await list("of-another"), 403, other);
    for (const token of ["of-a-domain", "unscoped"]) {
      expectError(id, await list(token), 403, "X-Auth-Token: is not scoped to a project");
    }
  });

  it("that the IAM does not know is answered 401 and counted; one made here is not asked for", async () => {
    await using run = await start();
    const { keystone, service, refused, list } = run;
    const message = "X-Auth-Token: is unknown, revoked or expired";
    expectError(id, await list("unknown"), 401, message);
    const expired = await service.addToken(service.project, "admin", Date.now());
    const { secretKey, securityToken = "" } = newAccessKey(true);
    const made = [`hst_${"x".repeat(43)}`, expired, secretKey, securityToken];
    for (const token of [...made, "größe", "with blank"]) {
      expectError(id, await list(token), 401, message);
    }
    expect(keystone.validations).toEqual(["unknown"]);
    expect(refused).toEqual(Array.from({ length: 7 }, () => "token"));
  });

  it("is answered 503 within 2 s where the IAM hangs, and tokens of the service still work", async () => {
    await using run = await start();
    const { keystone, iam, service, list } = run;
    keystone.trouble(() => undefined);
    const hanging = list("some-token");
    expect(await list(service.token)).toMatchObject({ status: 200 });
    const answer = await hanging;
    expect(requestTimeout).toBeLessThan(2000);
    expectError(id, answer, 503, expect.any(String));
    expect(answer.headers["retry-after"]).toMatch(/^[1-9]\d*$/);
    expect(iam.failures()).toBe(1);
  });

  it("does not fill the log where the IAM fails, however many ask", async () => {
    await using run = await start();
    const { keystone, service, list } = run;
    keystone.trouble((response) => response.writeHead(500).end());
    const answers = await Promise.all(Array.from({ length: 16 }, (_, turn) => list(`t-${turn}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    const lines = service.logs.filter((line) => line.includes("request failed"));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(4);
  });
});
