import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { sender } from "../sender.ts";
import { startProcess } from "./service-process.ts";

const shell = promisify(execFile);
const token = "a-token-for-tests-of-32-characters-or-more";

let folder = "";
let database = {};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotspot-"));
  database = { HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "new", "hotspot.db")}` };
});
afterEach(() => rmSync(folder, { recursive: true }));

const given = () => ({
  ...database,
  HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
  HOTSPOT_BOOTSTRAP_TOKEN: token,
});

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers freely
async function call(url: string, init: RequestInit = {}): Promise<{ status: number; body: any }> {
  const headers = { "x-auth-token": token, "content-type": "application/json" };
  const response = await fetch(url, { ...init, headers });
  const body = await response.text();
  return { status: response.status, body: body === "" ? undefined : JSON.parse(body) };
}

const settings = JSON.stringify({
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num: 7,
});

describe("starting", () => {
  it("prints the address, a project, a token and a curl line that answers 200 when pasted", async () => {
    await using service = startProcess(database);
    const address = await service.ready();
    const { stdout } = service.output;
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(stdout).toMatch(/^ {2}project {2}[0-9a-f]{32}$/m);
    expect(stdout).toMatch(/^ {2}token {4}hst_[\w-]{43} /m);
    const line = stdout.split("\n").find((candidate) => candidate.trim().startsWith("curl "));
    const answer = await shell("sh", ["-c", `${line} -sS --write-out '%{http_code}'`]);
    expect(answer.stdout).toBe('{"items":[]}200');
  });

  it("says once that it is ready, and at the end in the log why it ended", async () => {
    await using service = startProcess(database);
    await service.ready();
    expect(await service.stop()).toBe(0);
    const lines = service.output.stderr.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["stopping"]);
  });

  it("stores the hash of the token only, and shows a token it was given nowhere", async () => {
    await using service = startProcess({ ...given(), HOTSPOT_LOG_LEVEL: "trace" });
    const address = await service.ready();
    expect(await call(`${address}/v1/p1/hotspot-session-config`)).toMatchObject({ status: 200 });
    await service.stop();
    const file = join(folder, "new", "hotspot.db");
    expect(
      JSON.stringify(new DatabaseSync(file).prepare("SELECT * FROM tokens").all()),
    ).not.toContain(token);
    expect(service.output.stdout + service.output.stderr).not.toContain(token);
  });

  it("prints a curl line for a token given by variable that works where the variable is set", async () => {
    await using service = startProcess({
      ...given(),
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "it's (a) 'project'",
    });
    await service.ready();
    const line = service.output.stdout.split("\n").find((candidate) => candidate.includes("curl "));
    const env = { ...process.env, HOTSPOT_BOOTSTRAP_TOKEN: token };
    const answer = await shell("sh", ["-c", `${line} -sS`], { env });
    expect(answer.stdout).toBe('{"items":[]}');
  });

  it("makes no second token on a database that has one, and says where the first was shown", async () => {
    await using first = startProcess(database);
    await first.ready();
    await first.stop();
    await using second = startProcess(database);
    await second.ready();
    expect(second.output.stdout).toContain("as shown at the first start");
    expect(second.output.stdout).not.toContain("hst_");
  });

  it("makes one first token where several start at the same time on no database yet", async () => {
    await using services = new AsyncDisposableStack();
    const started = [1, 2, 3].map(() => services.use(startProcess(database)));
    await Promise.all(started.map(({ ready }) => ready()));
    const shown = started.filter(({ output }) => output.stdout.includes("hst_"));
    expect(shown).toHaveLength(1);
  });

  it("serves from memory where it is told to, and makes no file", async () => {
    const inMemory = { ...given(), HOTSPOT_DATABASE_URL: "sqlite::memory:" };
    await using service = startProcess(inMemory, [], { cwd: folder });
    const configs = `${await service.ready()}/v1/p1/hotspot-session-config`;
    const created = await call(configs, { method: "POST", body: settings });
    expect((await call(configs)).body.items).toEqual([{ ...created.body, project_id: "p1" }]);
    expect(await service.stop()).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(["sqlite:file:x?mode=memory", "sqlite::memory:?cache=shared", "sqlite:file::memory:"])(
    "refuses %s, which SQLite takes for another database in memory",
    async (url) => {
      await using service = startProcess({ HOTSPOT_DATABASE_URL: url }, [], { cwd: folder });
      expect(await service.closed).toBe(2);
      expect(service.output.stderr).toContain("HOTSPOT_DATABASE_URL: must be sqlite:FILE");
    },
  );

  it("says so when it was given a token that the database does not have", async () => {
    await using first = startProcess(database);
    await first.ready();
    await first.stop();
    await using second = startProcess(given());
    const address = await second.ready();
    expect(second.output.stdout).toContain("HOTSPOT_BOOTSTRAP_TOKEN is none of its tokens");
    expect(await call(`${address}/v1/p1/hotspot-session-config`)).toMatchObject({ status: 401 });
  });

  it("keeps its database in data/ of the folder it is started in by default", async () => {
    await using service = startProcess({}, [], { cwd: folder });
    await service.ready();
    expect(statSync(join(folder, "data", "hotspot.db")).isFile()).toBe(true);
  });
});

describe("settings", () => {
  it("names every wrong one at once, without its value, and exits with 2", async () => {
    await using service = startProcess({
      HOTSPOT_PORT: "99999",
      HOTSPOT_DATABASE_URL: "mysql://user:secret@host",
      HOTSPOT_LOG_LEVEL: "loud",
      HOTSPOT_BOOTSTRAP_TOKEN: "short",
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "x".repeat(129),
    });
    expect(await service.closed).toBe(2);
    expect(service.output.stderr).toBe(
      [
        "hotspot-service: these settings are wrong:",
        "HOTSPOT_PORT: must be 0 to 65535",
        "HOTSPOT_DATABASE_URL: must be sqlite:FILE, such as sqlite:data/hotspot.db, or sqlite::memory:, or postgres://…",
        "HOTSPOT_LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent",
        "HOTSPOT_BOOTSTRAP_PROJECT_ID: must be 1 to 128 characters",
        "HOTSPOT_BOOTSTRAP_TOKEN: must be at least 32 printable ASCII characters without a blank",
        "See hotspot-service --help.",
        "",
      ].join("\n"),
    );
  });

  it("are listed by --help, with their defaults", async () => {
    await using service = startProcess({}, ["--help"]);
    expect(await service.closed).toBe(0);
    expect(service.output.stdout).toMatch(/HOTSPOT_PORT .*\(8080\)/);
    expect(service.output.stdout).toMatch(/HOTSPOT_DATABASE_URL .*\(sqlite:data\/hotspot\.db\)/);
    expect(service.output.stderr).toBe("");
  });

  it("an unknown argument is an error that names it, with exit code 2", async () => {
    await using service = startProcess({}, ["--prot", "80"]);
    expect(await service.closed).toBe(2);
    expect(service.output.stderr).toMatch(/--prot[\s\S]*--help/);
  });

  it("a port that is taken is an error that names it, with exit code 1", async () => {
    await using first = startProcess(given());
    const { port } = new URL(await first.ready());
    await using second = startProcess({
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "b.db")}`,
      HOTSPOT_PORT: port,
    });
    expect(await second.closed).toBe(1);
    expect(second.output.stderr).toContain(`cannot listen on 127.0.0.1:${port}`);
  });

  it("is alone on its port, also where others are started at the same moment", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const address = free.address();
    const port = String(typeof address === "object" ? address?.port : 0);
    free.close();
    await once(free, "close");
    await using services = new AsyncDisposableStack();
    const started = ["a", "b", "c"].map((name) =>
      services.use(
        startProcess({
          HOTSPOT_DATABASE_URL: `sqlite:${join(folder, name, "hotspot.db")}`,
          HOTSPOT_PORT: port,
        }),
      ),
    );
    const outcomes = await Promise.all(
      started.map(async ({ ready, output }) =>
        ready().then(
          () => "ready",
          () => output.stderr.split("\n").find((line) => line.startsWith("hotspot-service:")),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "ready")).toHaveLength(1);
    for (const outcome of outcomes.filter((each) => each !== "ready")) {
      expect(outcome).toContain(`cannot listen on 127.0.0.1:${port}: `);
    }
  });

  it("a port that is taken costs nobody the first token: it is made once the service listens", async () => {
    await using first = startProcess(given());
    const { port } = new URL(await first.ready());
    const another = { HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "b.db")}` };
    await using second = startProcess({ ...another, HOTSPOT_PORT: port });
    expect(await second.closed).toBe(1);
    await using third = startProcess(another);
    await third.ready();
    expect(third.output.stdout).toMatch(/^ {2}token {4}hst_/m);
  });

  it("a database is its owner's alone", async () => {
    await using service = startProcess(given());
    await service.ready();
    for (const name of ["", "hotspot.db", "hotspot.db-wal"]) {
      expect(statSync(join(folder, "new", name)).mode & 0o077).toBe(0);
    }
  });

  it("a file that is no database, or of a later version, is an error and left alone", async () => {
    const file = join(folder, "later.db");
    const later = new DatabaseSync(file);
    later.exec(
      "PRAGMA application_id = 0x4853534d; PRAGMA user_version = 99; CREATE TABLE kept (x)",
    );
    later.close();
    await using service = startProcess({ HOTSPOT_DATABASE_URL: `sqlite:${file}` });
    expect(await service.closed).toBe(1);
    expect(service.output.stderr).toMatch(/HOTSPOT_DATABASE_URL: cannot open .*version 99/);
    const tables = new DatabaseSync(file).prepare("SELECT name FROM sqlite_schema").all();
    expect(tables).toEqual([{ name: "kept" }]);
  });
});

describe("stopping", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends with 0 on %s, and its data is there after a restart",
    async (signal) => {
      await using first = startProcess(given());
      const created = await call(`${await first.ready()}/v1/p1/hotspot-session-config`, {
        method: "POST",
        body: settings,
      });
      expect(await first.stop(signal)).toBe(0);
      await using second = startProcess(given());
      const list = await call(`${await second.ready()}/v1/p1/hotspot-session-config`);
      expect(list.body.items).toEqual([{ ...created.body, project_id: "p1" }]);
    },
  );

  it("finishes a request under way before it ends", async () => {
    await using service = startProcess(given());
    const address = await service.ready();
    const slow = request(`${address}/v1/p1/hotspot-session-config`, {
      method: "POST",
      headers: {
        "x-auth-token": token,
        "content-type": "application/json",
        "content-length": settings.length,
        expect: "100-continue",
      },
    });
    // The service has read the head of the request: it asks for the body.
    const asked = new Promise((resolve) => slow.once("continue", resolve));
    slow.flushHeaders();
    await asked;
    const ended = service.stop();
    // Who asks how it is is told so until the end; nothing new is begun.
    while ((await fetch(`${address}/readyz`)).status !== 503);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(await call(`${address}/v1/p1/hotspot-session-config`)).toMatchObject({ status: 503 });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      slow.once("error", reject);
      slow.once("response", (response) => {
        void text(response);
        resolve(response.statusCode);
      });
    });
    slow.end(settings);
    expect(await answered).toBe(200);
    expect(await ended).toBe(0);
  });

  it("resets nobody: busy clients are answered 503 on their connections", async () => {
    await using service = startProcess(given());
    const address = await service.ready();
    const statuses = { served: 0, refused: 0 };
    const begun = Promise.withResolvers<void>();
    /** Asks again and again on one connection, until it is told to come back later. */
    async function client(): Promise<void> {
      using caller = sender(address);
      const headers = { "x-auth-token": token };
      for (;;) {
        const path = "/v1/p1/hotspot-session-config";
        const { status } = await caller.send({ method: "GET", path, headers });
        if (status === 503) break;
        expect(status).toBe(200);
        if (++statuses.served === 400) begun.resolve();
      }
      statuses.refused++;
    }
    const clients = Array.from({ length: 40 }, client);
    await begun.promise;
    const ended = service.stop();
    await Promise.all(clients);
    expect(statuses.refused).toBe(40);
    expect(await ended).toBe(0);
  });
});
