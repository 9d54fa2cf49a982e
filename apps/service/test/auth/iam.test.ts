import { setTimeout } from "node:timers/promises";

import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";

import { createIam } from "../../src/auth/iam.ts";
import { IamUnavailableError } from "../../src/auth/keystone.ts";
import { catalog, type Keystone, startKeystone } from "./keystone.ts";

const auth = { identity: { methods: ["application_credential"] } };
const project = { id: "a4da8115c9d8464ead3a38309130523f", name: "demo" };
const admin = { id: "51cc68287d524c759f47c811e6463340", name: "te_admin" };
const reader = { id: "9fe2ff9ee4384b1894a90878d3e92bab", name: "readonly" };

const anonymous = '{"user":{},"expires_at":"2999-01-01T00:00:00Z"}';

let keystone: Keystone;
beforeAll(async () => {
  keystone = await startKeystone();
});
beforeEach(() => keystone.trouble(undefined));
afterAll(() => keystone[Symbol.asyncDispose]());

const newIam = (keepFor = 60_000) =>
  createIam({
    url: keystone.url,
    auth,
    adminRoles: ["te_admin", "admin"],
    readerRoles: ["readonly"],
    keepFor,
  });

/** How many validations reach the Keystone while something is done. */
async function validationsDuring(run: () => Promise<unknown>): Promise<number> {
  const before = keystone.validations.length;
  await run();
  return keystone.validations.length - before;
}

let count = 0;
const issue = (token: Parameters<Keystone["issue"]>[1]) =>
  keystone.issue(`token-${++count}`, token);

describe("a token of the IAM", () => {
  it.each([
    ["one of the admin roles", [reader, admin], "admin"],
    ["a reader role alone", [reader], "reader"],
    ["another role", [{ id: "1", name: "member" }], undefined],
    ["no role", [], undefined],
  ])("with %s", async (_, roles, role) => {
    const token = issue({ project, roles });
    expect(await newIam().find(token)).toMatchObject({
      userId: "ee4dfb6e5540447cb3741905149d9b6e",
      projectId: project.id,
      role,
    });
  });

  it.each([
    ["an empty catalog", { catalog: [] }],
    ["a large catalog", { catalog: catalog(400) }],
    ["a trust", { "OS-TRUST:trust": { id: "fe0aef" } }],
  ])("may come with %s", async (_, more) => {
    const token = issue({ project, roles: [admin], ...more });
    expect(await newIam().find(token)).toMatchObject({ projectId: project.id, role: "admin" });
  });

  it.each([
    ["unscoped", {}],
    ["scoped to a domain", { domain: { id: "default", name: "Default" }, roles: [admin] }],
  ])("that is %s is for no project", async (_, scope) => {
    expect(await newIam().find(issue(scope))).toMatchObject({ projectId: undefined });
  });

  it("that is unknown, or has expired, is not valid", async () => {
    const iam = newIam();
    expect(await iam.find("unknown")).toBeUndefined();
    const expires_at = new Date(Date.now() - 1).toISOString();
    expect(await iam.find(issue({ project, expires_at }))).toBeUndefined();
  });

  it("is validated once while it is kept, by however many requests at once", async () => {
    const iam = newIam();
    const token = issue({ project, roles: [admin] });
    const validations = await validationsDuring(async () => {
      await Promise.all(Array.from({ length: 50 }, () => iam.find(token)));
      await iam.find(token);
    });
    expect(validations).toBe(1);
  });

  it("is validated again once it was kept for its time, and refused if it was revoked", async () => {
    const iam = newIam(1);
    const token = issue({ project, roles: [admin] });
    expect(await iam.find(token)).toBeDefined();
    keystone.revoke(token);
    while ((await iam.find(token)) !== undefined) await setTimeout(1);
    expect(await iam.find(token)).toBeUndefined();
  });

  it("is never kept beyond its expiry", async () => {
    const iam = newIam();
    const expiry = Date.now() + 30_000;
    const token = issue({ project, expires_at: new Date(expiry).toISOString() });
    expect(await iam.find(token)).toBeDefined();
    const clock = vi.spyOn(Date, "now");
    onTestFinished(() => clock.mockRestore());
    clock.mockReturnValue(expiry - 1);
    expect(await validationsDuring(() => iam.find(token))).toBe(0);
    clock.mockReturnValue(expiry);
    expect(await iam.find(token)).toBeUndefined();
  });

  it("that is invalid is asked for once, also by many requests", async () => {
    const iam = newIam();
    expect(
      await validationsDuring(async () => {
        for (let tries = 0; tries < 5; tries++) await iam.find("guessed");
      }),
    ).toBe(1);
  });
});

describe("the service's own token", () => {
  it("is got by one log-in with the credentials of the settings", async () => {
    const iam = newIam();
    const before = keystone.logins.length;
    const tokens = Array.from({ length: 10 }, () => issue({ project, roles: [admin] }));
    await Promise.all(tokens.map((token) => iam.find(token)));
    expect(keystone.logins.slice(before)).toEqual([{ auth }]);
  });

  it("is got again, once, when the IAM no longer accepts it", async () => {
    const iam = newIam();
    await iam.find(issue({ project }));
    keystone.forgetLogins();
    const before = keystone.logins.length;
    const tokens = Array.from({ length: 10 }, () => issue({ project, roles: [admin] }));
    const found = await Promise.all(tokens.map((token) => iam.find(token)));
    expect(found.every((caller) => caller?.role === "admin")).toBe(true);
    expect(keystone.logins.length - before).toBe(1);
  });
});

describe("an IAM in trouble", () => {
  it("that refuses the service's own credentials is not asked again at once: it may lock the account", async () => {
    const iam = newIam();
    const before = keystone.logins.length;
    keystone.refuseLogins(true);
    onTestFinished(() => keystone.refuseLogins(false));
    for (let tries = 0; tries < 3; tries++) {
      await expect(iam.find(`guessed-${tries}`)).rejects.toThrow(IamUnavailableError);
    }
    expect(keystone.logins.length - before).toBe(1);
  });

  it.each([
    ["answers 500", (response) => response.writeHead(500).end("{}")],
    ["answers no JSON", (response) => response.writeHead(200).end("<html>")],
    ["answers JSON of another kind", (response) => response.writeHead(200).end("[]")],
    ["names no user", (response) => response.writeHead(200).end(`{"token":${anonymous}}`)],
    ["redirects elsewhere", (response) => response.writeHead(302, { location: "/" }).end()],
    ["cuts the connection", (response) => response.destroy()],
    ["answers without an end", (response) => endless(response)],
  ] satisfies [string, Parameters<Keystone["trouble"]>[0]][])(
    "that %s leaves it unknown whether a token is valid, and is counted",
    async (_, how) => {
      const iam = newIam();
      keystone.trouble(how);
      await expect(iam.find("any")).rejects.toThrow(IamUnavailableError);
      expect(iam.failures()).toBe(1);
      keystone.trouble(undefined);
      expect(await iam.find("any")).toBeUndefined();
    },
  );

  it("that does not answer is given up within 2 seconds, and not asked too much at once", async () => {
    const iam = newIam(0);
    const valid = issue({ project });
    await iam.find(valid);
    keystone.trouble(() => undefined);
    const flood = Array.from({ length: 100 }, (_, index) => iam.find(`flood-${index}`));
    // A token that was valid before has a place beside all those that are not known.
    const results = Promise.allSettled([...flood, iam.find(valid)]);
    expect(await validationsDuring(() => results)).toBe(17);
  });

  it("that is away leaves it unknown, too", async () => {
    const iam = createIam({
      url: "http://127.0.0.1:9",
      auth,
      adminRoles: [],
      readerRoles: [],
      keepFor: 1,
    });
    await expect(iam.find("any")).rejects.toThrow(IamUnavailableError);
  });
});

function endless(response: Parameters<NonNullable<Parameters<Keystone["trouble"]>[0]>>[0]): void {
  const part = Buffer.alloc(64 * 1024, " ");
  const write = () => {
    while (!response.destroyed && response.write(part));
  };
  response.on("drain", write);
  write();
}
