import { readFileSync, renameSync, writeFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { CommandError } from "../../src/commands/command-error.ts";
import { newSealingKey } from "../../src/auth/sealing-keys.ts";
import { sign } from "../auth/sign.ts";
import { startHere } from "../process/start-here.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { command } from "./command.ts";

let folder: ReturnType<typeof temporaryFolder>;
let settings: Record<string, string>;
beforeEach(() => {
  folder = temporaryFolder();
  settings = { HOTSPOT_DATABASE_URL: `sqlite:${folder.file("hotspot.db")}` };
});
afterEach(() => folder[Symbol.dispose]());

const keyFile = () => folder.file("hotspot.key");
const run = (...words: readonly string[]) => command(settings, ...words);

/** How a service does not start. */
const serveInVain = (environment: Readonly<Record<string, string>>) =>
  startHere(environment).then(
    () => ({ code: 0, stderr: "" }),
    ({ exitCode: code, message: stderr }: CommandError) => ({ code, stderr: `${stderr}\n` }),
  );

async function succeed(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...words);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return stdout;
}

interface Key {
  readonly id: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
}
const create = async (...words: readonly string[]): Promise<Key> =>
  JSON.parse(await succeed("access-key", "create", "--project", "p1", "--json", ...words));
const list = async () => JSON.parse(await succeed("access-key", "list", "--output", "json"));

/** The status of a call that is signed. */
async function statusOf(address: string, key: Key): Promise<number> {
  const url = "/v1/p1/hotspot-session-config";
  const { headers } = await sign({ method: "GET", url }, key, { origin: address });
  const response = await fetch(address + url, { headers });
  await response.arrayBuffer();
  return response.status;
}

describe("access-key create", () => {
  it("prints the key and its secret alone on standard output, for a shell or as JSON", async () => {
    const { stdout, stderr, code } = await run("access-key", "create", "--project", "p1");
    expect(code).toBe(0);
    const form = /^HOTSPOT_ACCESS_KEY=HSAK[A-Z0-9]{16}\nHOTSPOT_SECRET_KEY=hss_[\w-]{43}\n$/;
    expect(stdout).toMatch(form);
    expect(stderr).toMatch(/^Access key [0-9a-f]{12}: project p1, role admin, expires never\.\n/);
    expect(stderr).not.toContain("hss_");
    expect(Object.keys(await create())).toEqual(["id", "accessKey", "secretKey"]);
    const temporary = await create("--temporary");
    expect(Object.keys(temporary)).toEqual(["id", "accessKey", "secretKey", "securityToken"]);
    expect(await list()).toMatchObject([
      {},
      {},
      { temporary: true, expires_at: expect.any(String) },
    ]);
  });

  it("makes keys that a running service takes at once, until they are revoked", async () => {
    await using service = await startHere(settings);
    const { address } = service;
    const keys = [await create(), await create("--temporary"), await create("--role", "reader")];
    for (const key of keys) expect(await statusOf(address, key)).toBe(200);
    await succeed("access-key", "revoke", keys[0]?.id ?? "");
    await succeed("access-key", "revoke", keys[1]?.accessKey ?? "");
    expect(await Promise.all(keys.map(async (key) => statusOf(address, key)))).toEqual([
      401, 401, 200,
    ]);
    expect(await run("access-key", "revoke", "nobody")).toMatchObject({ code: 1 });
  });

  it("refuses a project whose id SDKs would sign in different ways", async () => {
    const { code, stderr } = await run("access-key", "create", "--project", "a b");
    expect(code).toBe(2);
    expect(stderr).toContain("to be used with an access key");
  });

  it("keeps the secret sealed: in no file but sealed, in no list and in no backup", async () => {
    const { secretKey } = await create();
    await succeed("backup", folder.file("backup.db"));
    const texts = ["hotspot.db", "backup.db"].map((name) =>
      readFileSync(folder.file(name), "latin1"),
    );
    for (const text of [...texts, JSON.stringify(await list())]) {
      expect(text).not.toContain(secretKey);
      expect(text).not.toContain(readFileSync(keyFile(), "utf8").trim());
    }
  });
});

describe("key rotate", () => {
  it("seals all secrets anew while a service runs, which goes on", async () => {
    const key = await create();
    await using service = await startHere(settings);
    const { address } = service;
    expect(await statusOf(address, key)).toBe(200);
    const before = readFileSync(keyFile(), "utf8");
    await succeed("key", "rotate");
    const after = readFileSync(keyFile(), "utf8");
    expect(after).not.toContain(before.trim());
    expect(after).toMatch(/^[\w-]{43}\n$/);
    expect(await statusOf(address, key)).toBe(200);
    expect(await statusOf(address, await create())).toBe(200);
  });

  it("goes from an old to a new HOTSPOT_KEY", async () => {
    const [old, next] = [newSealingKey(), newSealingKey()];
    settings["HOTSPOT_KEY"] = old;
    const key = await create();
    expect(await run("key", "rotate")).toMatchObject({ code: 1 });
    settings["HOTSPOT_KEY"] = `${next},${old}`;
    await succeed("key", "rotate");
    settings["HOTSPOT_KEY"] = next;
    await using service = await startHere(settings);
    expect(await statusOf(service.address, key)).toBe(200);
  });
});

describe("a key file", () => {
  it("that holds something else, or that another rotation uses, is a clear error", async () => {
    await create();
    const key = readFileSync(keyFile(), "utf8");
    writeFileSync(keyFile(), "something else, which is not to be shown");
    const wrong = `HOTSPOT_KEY_FILE: ${keyFile()}: must be 32 random bytes`;
    for (const failing of [
      serveInVain(settings),
      run("key", "rotate"),
      run("access-key", "create", "--project", "p1"),
    ]) {
      const { code, stderr } = await failing;
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(wrong) });
      expect(stderr).not.toContain("something else");
      expect(stderr.split("\n")).toHaveLength(2);
    }
    writeFileSync(keyFile(), key);
    writeFileSync(`${keyFile()}.lock`, "");
    const { code, stderr } = await run("key", "rotate");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("another rotation is under way"),
    });
    expect(readFileSync(keyFile(), "utf8")).toBe(key);
  });
});

describe("a lost key file", () => {
  it("keeps the service from starting, and names the access keys that are gone", async () => {
    const [gone, revoked] = [await create(), await create()];
    await succeed("access-key", "revoke", revoked.id);
    renameSync(keyFile(), folder.file("elsewhere.key"));
    const { code, stderr } = await serveInVain(settings);
    expect(code).toBe(1);
    expect(stderr).toContain(`HOTSPOT_KEY_FILE: ${keyFile()} does not hold the key`);
    expect(stderr).toContain(`${gone.accessKey} (id ${gone.id}, project p1)`);
    expect(stderr).not.toContain(revoked.accessKey);
    for (const words of [
      ["access-key", "create", "--project", "p1"],
      ["key", "rotate"],
    ]) {
      const other = await run(...words);
      expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining(gone.accessKey) });
    }
    renameSync(folder.file("elsewhere.key"), keyFile());
    await using service = await startHere(settings);
    expect(await statusOf(service.address, gone)).toBe(200);
  });

  it("can be given up, with the access keys that it sealed", async () => {
    const gone = await create();
    writeFileSync(keyFile(), newSealingKey());
    const { code, stderr } = await run("key", "rotate", "--revoke-lost");
    expect(code).toBe(0);
    expect(stderr).toContain(`Revoked access key ${gone.accessKey}`);
    await using service = await startHere(settings);
    const { address } = service;
    expect(await statusOf(address, gone)).toBe(401);
    expect(await statusOf(address, await create())).toBe(200);
  });

  it("of another instance is noticed when that starts", async () => {
    await using _ = await startHere({ ...settings, HOTSPOT_KEY: newSealingKey() });
    const second = await serveInVain({ ...settings, HOTSPOT_KEY: newSealingKey() });
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("HOTSPOT_KEY: does not hold the key"),
    });
  });
});
