import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { statusOf } from "../commands/command.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { startProcess } from "./service-process.ts";
import { beginCreation } from "./slow-creation.ts";
import { startHere } from "./start-here.ts";

const shell = promisify(execFile);
const token = "a-token-for-tests-of-32-characters-or-more";
const given = { HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1", HOTSPOT_BOOTSTRAP_TOKEN: token };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const databaseAt = (name: string) => ({ HOTSPOT_DATABASE_URL: `sqlite:${folder.file(name)}` });
const curlIn = (stdout: string) => stdout.split("\n").find((line) => line.includes("curl "));

describe("starting", () => {
  it("prints the address, a project, a token and a curl line that answers 200 when pasted, once", async () => {
    const database = databaseAt("new/hotspot.db");
    await using first = startProcess({ ...database, HOTSPOT_LOG_LEVEL: "trace" });
    expect(await first.ready()).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    const { stdout, stderr } = first.output;
    expect(stdout).toMatch(/^ {2}project {2}[0-9a-f]{32}$/m);
    const [, shown = ""] = /^ {2}token {4}(hst_[\w-]{43}) /m.exec(stdout) ?? [];
    const answer = await shell("sh", ["-c", `${curlIn(stdout)} -sS --write-out '%{http_code}'`]);
    expect(answer.stdout).toBe('{"items":[]}200');
    expect(stdout, "they are off where no port is set").not.toContain("metrics");
    expect(await first.stop()).toBe(0);
    expect(stderr).not.toContain(shown);
    using stored = new DatabaseSync(folder.file("new/hotspot.db"));
    expect(JSON.stringify(stored.prepare("SELECT * FROM tokens").all())).not.toContain(shown);

    await using second = await startHere(database);
    expect(second.output.stdout).toContain("as shown at the first start");
    expect(second.output.stdout).not.toContain("hst_");
  });

  it("serves from memory without a file, and prints no token from a variable", async () => {
    await using service = startProcess(
      {
        ...given,
        HOTSPOT_BOOTSTRAP_PROJECT_ID: "it's (a) 'project'",
        HOTSPOT_DATABASE_URL: "sqlite::memory:",
        HOTSPOT_LOG_LEVEL: "trace",
      },
      [],
      { cwd: folder.path },
    );
    await service.ready();
    const env = { ...process.env, HOTSPOT_BOOTSTRAP_TOKEN: token };
    const answer = await shell("sh", ["-c", `${curlIn(service.output.stdout)} -sS`], { env });
    expect(answer.stdout).toBe('{"items":[]}');
    expect(await service.stop("SIGINT")).toBe(0);
    expect(readdirSync(folder.path)).toEqual([]);
    expect(service.output.stdout + service.output.stderr).not.toContain(token);
  });

  it("makes one first token where several start at the same time on no database yet, in data/", async () => {
    await using services = new AsyncDisposableStack();
    const started = [1, 2].map(() => services.use(startProcess({}, [], { cwd: folder.path })));
    await Promise.all(started.map(({ ready }) => ready()));
    const shown = started.filter(({ output }) => output.stdout.includes("hst_"));
    expect(shown).toHaveLength(1);
    expect(statSync(folder.file("data/hotspot.db")).isFile()).toBe(true);
  });

  it("names every wrong setting at once, without its value, and exits with 2", async () => {
    await using service = startProcess({
      HOTSPOT_PORT: "99999",
      HOTSPOT_DATABASE_URL: "mysql://user:secret@host",
      HOTSPOT_DATABASE_POOL_SIZE: "2",
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
        "HOTSPOT_DATABASE_POOL_SIZE: must be 3 to 9999",
        "HOTSPOT_LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent",
        "HOTSPOT_BOOTSTRAP_PROJECT_ID: must be 1 to 128 characters",
        "HOTSPOT_BOOTSTRAP_TOKEN: must be at least 32 printable ASCII characters without a blank",
        "See hotspot-service --help.",
        "",
      ].join("\n"),
    );
  });

  it("is alone on its port, also where two start at the same time; the other loses no first token", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const address = free.address();
    const port = String(typeof address === "object" ? address?.port : 0);
    free.close();
    await once(free, "close");
    await using services = new AsyncDisposableStack();
    const databases = [databaseAt("a.db"), databaseAt("b.db")];
    const outcomes = await Promise.allSettled(
      databases.map(async (database) =>
        services.use(await startHere({ ...database, HOTSPOT_PORT: port })),
      ),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const loser = outcomes.findIndex(({ status }) => status === "rejected");
    expect(outcomes[loser]).toMatchObject({
      reason: {
        exitCode: 1,
        message: expect.stringContaining(`cannot listen on 127.0.0.1:${port}: `),
      },
    });
    await using again = await startHere({ ...databases[loser] });
    expect(again.output.stdout).toMatch(/^ {2}token {4}hst_/m);
  });
});

describe("stopping", () => {
  it("answers new connections with 503 until none come any more, as a load balancer sends them", async () => {
    await using service = await startHere({ ...given, HOTSPOT_DATABASE_URL: "sqlite::memory:" });
    const configs = `${service.address}/v1/p1/hotspot-session-config`;
    expect(await statusOf(configs, token)).toBe(200);
    const stopped = service.stop();
    for (let count = 0; count < 50; count++) expect(await statusOf(configs, token)).toBe(503);
    await expect(stopped).resolves.toBe(true);
  });

  it("finishes a request under way before it ends", async () => {
    await using service = startProcess({ ...databaseAt("hotspot.db"), ...given });
    const address = await service.ready();
    const configs = `${address}/v1/p1/hotspot-session-config`;
    const finish = await beginCreation(address, token);
    const ended = service.stop();
    // The health checks are answered until the end; nothing new is begun.
    await vi.waitUntil(async () => (await statusOf(`${address}/readyz`, token)) === 503, {
      timeout: 10_000,
    });
    expect(await statusOf(`${address}/healthz`, token)).toBe(200);
    expect(await statusOf(configs, token)).toBe(503);
    expect(await finish()).toBe(200);
    expect(await ended).toBe(0);
    const lines = service.output.stderr.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["stopping"]);
  });
});
