import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { hashToken } from "../../src/auth/token.ts";
import { bringUpToDate, migrations } from "../../src/store/sqlite/schema.ts";
import { startHere } from "../process/start-here.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { command, settingsBody, statusOf } from "./command.ts";

let folder: ReturnType<typeof temporaryFolder>;
let file = "";
let database = {};
beforeEach(() => {
  folder = temporaryFolder();
  file = folder.file("new/hotspot.db");
  database = { HOTSPOT_DATABASE_URL: `sqlite:${file}` };
});
afterEach(() => folder[Symbol.dispose]());

const token = (...words: readonly string[]) => command(database, "token", ...words);

async function create(...words: readonly string[]): Promise<string> {
  const { code, stdout } = await token("create", ...words);
  expect(code).toBe(0);
  return stdout.trimEnd();
}

/** What `token list` knows. */
async function list(...words: readonly string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout } = await token("list", "--output", "json", ...words);
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe("token create", () => {
  it("prints the token alone on standard output, and what it is for elsewhere", async () => {
    const { code, stdout, stderr } = await token("create", "--project", "p1");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^hst_[\w-]{43}\n$/);
    expect(stderr).toMatch(/^Token [0-9a-f]{12}: project p1, role admin, expires never\.\n/);
    expect(stderr).not.toContain(stdout.trimEnd());
  });

  it("says that a project is new, and of one that is known nothing", async () => {
    const isNew = expect.stringContaining("Project p1 is new: no token was made for it before.\n");
    expect((await token("create", "--project", "p1")).stderr).toEqual(isNew);
    expect((await token("create", "--project", "p1")).stderr).not.toEqual(isNew);
  });

  it("makes tokens that a running service takes at once, the first of which spares it its own, until they are revoked", async () => {
    const admin = await create("--project", "p1");
    await using service = await startHere(database);
    const configs = `${service.address}/v1/p1/hotspot-session-config`;
    expect(service.output.stdout).not.toContain("hst_");
    const reader = await create("--project", "p1", "--role", "reader");
    const write = { method: "POST", body: settingsBody };
    expect(await statusOf(configs, admin, write)).toBe(200);
    expect(await statusOf(configs, reader)).toBe(200);
    expect(await statusOf(configs, reader, write)).toBe(403);
    const [{ id } = {}] = await list("--project", "p1");
    expect(await token("revoke", String(id))).toMatchObject({ code: 0, stdout: "" });
    expect(await statusOf(configs, admin)).toBe(401);
    expect(await statusOf(configs, reader)).toBe(200);
  });

  it("does not mind settings that only serving needs", async () => {
    const wrong = { ...database, HOTSPOT_PORT: "none", HOTSPOT_LOG_LEVEL: "loud" };
    const { code } = await command(wrong, "token", "create", "--project", "p1");
    expect(code).toBe(0);
  });
});

describe("token list", () => {
  it("lists all that is known in order of creation, of one project if told", async () => {
    await create("--project", "p1", "--expires", "2126-01-31", "--note", "night shift");
    await create("--project", "p2", "--role", "reader");
    expect(await list()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{12}$/),
        project_id: "p1",
        role: "admin",
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        expires_at: "2126-01-31T00:00:00.000Z",
        revoked_at: null,
        note: "night shift",
      },
      expect.objectContaining({ project_id: "p2", role: "reader", expires_at: null, note: null }),
    ]);
    expect(await list("--project", "p2")).toHaveLength(1);
  });

  it("is a table for people, of which no cell can command a terminal", async () => {
    await create("--project", "p1", "--note", "red \u001B[31m alert");
    const { stdout } = await token("list");
    const [titles, row] = stdout.split("\n");
    expect(titles).toMatch(/^ID +PROJECT +ROLE +CREATED +EXPIRES +REVOKED +NOTE$/);
    expect(row).toMatch(/^[0-9a-f]{12} +p1 +admin +\S+Z +never +no +red \\u\{1b\}\[31m alert$/);
  });

  it("shows neither a token nor its hash, in any encoding", async () => {
    const secret = await create("--project", "p1");
    const hash = Buffer.from(hashToken(secret));
    const shown = `${(await token("list")).stdout}${JSON.stringify(await list())}`;
    const forms = (["hex", "base64", "base64url", "latin1"] as const).map((encoding) =>
      hash.toString(encoding),
    );
    for (const secretForm of [secret, ...forms]) expect(shown).not.toContain(secretForm);
  });

  it("makes no database where there is none", async () => {
    const { code, stderr } = await token("list");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`HOTSPOT_DATABASE_URL: there is no database at ${file}`),
    });
    expect(existsSync(file)).toBe(false);
  });
});

describe("token revoke", () => {
  it("says that an id is unknown, or that it was given a token, which it does not repeat", async () => {
    const secret = await create("--project", "p1");
    const unknown = await token("revoke", "0123456789ab");
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("no token has the id 0123456789ab");
    const pasted = await token("revoke", secret);
    expect(pasted.code).toBe(2);
    expect(pasted.stderr).toContain("this is a token; give its id");
    expect(pasted.stderr).not.toContain(secret);
  });
});

describe("a database of an older version", () => {
  it("is used as it is, since a service of that version may be running on it", async () => {
    mkdirSync(dirname(file));
    const older = new DatabaseSync(file);
    bringUpToDate(older, migrations.slice(0, 1));
    older.close();
    const secret = await create("--project", "p1");
    const [{ id = "" } = {}] = await list();
    expect(await token("revoke", String(id))).toMatchObject({ code: 0 });
    const used = new DatabaseSync(file);
    expect(used.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1 });
    const hashes = used
      .prepare("SELECT hash FROM tokens")
      .all()
      .map(({ hash }) => hash);
    expect(hashes).toEqual([Uint8Array.from(hashToken(secret))]);
    used.close();
  });
});

describe("a database that a command cannot use", () => {
  it("in memory is an error: it belongs to its service", async () => {
    const settings = { HOTSPOT_DATABASE_URL: "sqlite::memory:" };
    const { code, stderr } = await command(settings, "token", "create", "--project", "p1");
    expect(code).toBe(1);
    expect(stderr).toContain("HOTSPOT_DATABASE_URL: a database in memory");
  });

  it.each([
    "mysql://x",
    "sqlite:file:x?mode=memory",
    "sqlite::memory:?cache=shared",
    "sqlite:file::memory:",
  ])(
    "named %s is a wrong call: SQLite takes some names for another database in memory",
    async (url) => {
      const { code, stderr } = await command({ HOTSPOT_DATABASE_URL: url }, "token", "list");
      expect(code).toBe(2);
      expect(stderr).toContain("HOTSPOT_DATABASE_URL: must be sqlite:FILE");
    },
  );
});
