import { afterAll, describe, expect, it } from "vitest";

import { configId, projectId, settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { configWith, csvOf, manyUsers, usersIn } from "./bulk/lists.ts";
import { startServer } from "./server.ts";
import { startService } from "./service.ts";

const service = await startService();
afterAll(() => service[Symbol.asyncDispose]());
const users = manyUsers(250);
const config = await configWith(service, users);

const page = (from: number, to: number) => ({
  total_count: users.length,
  non_migrate_users: users.slice(from, to),
});

/** A server whose pages these are, with the pages that it was asked for and the changes. */
async function startPages(pageOf: (offset: number, limit: number) => unknown, changed?: object) {
  const pages: string[] = [];
  const changes: string[] = [];
  const server = await startServer((request, response) => {
    const { method = "", url = "" } = request;
    const { searchParams } = new URL(url, "http://any");
    const offset = Number(searchParams.get("offset") ?? 0);
    const limit = Number(searchParams.get("limit") ?? 10);
    (method === "GET" ? pages : changes).push(`${offset}+${limit}`);
    response.end(JSON.stringify(method === "GET" ? pageOf(offset, limit) : changed));
  });
  return {
    pages,
    changes,
    run: (line: string, input?: string) => program(line.split(" "), settingsFor(server.url), input),
    [Symbol.asyncDispose]: server.close,
  };
}

/** How many lines it shows, and what it says about them. */
async function list(...words: readonly string[]) {
  const { stdout, stderr } = await program(["user", "list", config, ...words], service.settings);
  return { lines: stdout.split("\n").length - 1, stderr };
}

describe("a list of users", () => {
  it("is whole for programs, and the first ten for people, with a note", async () => {
    expect(await list("-o", "ndjson")).toEqual({ lines: 250, stderr: "" });
    expect(await list("-o", "csv")).toEqual({ lines: 251, stderr: "" });
    const rest = "10 of 250: --all shows all, --offset 10 the next.\n";
    expect(await list()).toEqual({ lines: 11, stderr: rest });
    expect(await list("--all")).toEqual({ lines: 251, stderr: "" });
  });

  it("is cut where that is asked for", async () => {
    const ndjson = ["-o", "ndjson"];
    expect(await list(...ndjson, "--limit", "201", "--offset", "20")).toEqual({
      lines: 201,
      stderr: "201 of 250: --all shows all, --offset 221 the next.\n",
    });
    expect(await list(...ndjson, "--limit", "250")).toEqual({ lines: 250, stderr: "" });
    expect(await list(...ndjson, "--offset", "100")).toEqual({ lines: 150, stderr: "" });
    expect(await list(...ndjson, "--offset", "250")).toEqual({
      lines: 0,
      stderr: "The configuration has no exempt users from offset 250 on.\n",
    });
    expect(await list(...ndjson, "--name", "nobody")).toEqual({
      lines: 0,
      stderr: "The configuration has no exempt users of such a name.\n",
    });
  });

  it("is as long as asked for where a server answers in smaller pages", async () => {
    await using server = await startPages((offset) => ({
      ...page(offset, offset + 7),
      total_count: 16,
    }));
    const { stdout, stderr } = await server.run("user list c -o ndjson --limit 15");
    expect(stdout.split("\n")).toHaveLength(15 + 1);
    expect(stderr).toBe("15 of 16: --all shows all, --offset 15 the next.\n");
  });

  it.each([
    ["ignores the offset", (_: number, limit: number) => page(0, limit)],
    ["ends before its total", (offset: number) => page(offset, Math.min(offset + 100, 120))],
  ])("fails, and a sync changes nothing, where a server %s", async (_, pageOf) => {
    await using server = await startPages(pageOf);
    expect(await server.run("user list c --all")).toMatchObject({ code: 5 });
    const sync = "user sync c - --format lines --yes --max-removals 1000";
    expect(await server.run(sync, "Ann\n")).toMatchObject({ code: 5, stdout: "" });
    expect(server.changes).toEqual([]);
  });

  it("piped into a sync of the same configuration changes nothing", async () => {
    const { stdout } = await program(["user", "list", config, "-o", "ndjson"], service.settings);
    const words = ["user", "sync", config, "-", "--format", "ndjson", "--yes"];
    expect(await program(words, service.settings, stdout)).toEqual({
      code: 0,
      stdout: "",
      stderr: "The list is what standard input says: 250 users.\n",
    });
    expect(await usersIn(service, config)).toEqual(users);
  });

  it("has a form for spreadsheets, in which no cell is a formula", async () => {
    const names = ["=1+1", "+1", "-1", "@a", "plain", "a=b", "'=1"];
    const other = await configWith(
      service,
      names.map((user_name) => ({ user_name })),
    );
    const words = ["user", "list", other, "-o", "spreadsheet"];
    expect((await program(words, service.settings)).stdout).toBe(
      "\uFEFFuser_id,user_name\n,'=1+1\n,'+1\n,'-1\n,'@a\n,plain\n,a=b\n,'=1\n",
    );
    const csv = await program(["user", "list", other, "-o", "csv"], service.settings);
    const quoted = names.map((name) => ({ user_name: name === "'=1" ? `"${name}"` : name }));
    expect(csv.stdout).toBe(csvOf(quoted));
  });
});

describe("of configurations, no more is read than is needed:", () => {
  const ids = Array.from({ length: 300 }, (_, n) => n.toString(16).padStart(32, "0"));
  const configOf = (id: string) => ({
    id,
    project_id: projectId,
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 4,
    non_migrate_users: [],
  });

  const start = (all: readonly string[]) =>
    startPages(
      (offset, limit) => ({ items: all.slice(offset, offset + limit).map(configOf) }),
      configOf(all[0] ?? ""),
    );

  it.each([
    ["config list", ["0+10"]],
    ["config list --limit 1", ["0+1"]],
    ["config list --limit 120 --offset 5", ["5+100", "105+20"]],
    ["whoami", ["0+1"]],
  ])("%s", async (line, expected) => {
    await using server = await start(ids);
    expect(await server.run(line)).toMatchObject({ code: 0 });
    expect(server.pages).toEqual(expected);
  });

  it("a table that is full says that there may be more", async () => {
    await using server = await start(ids.slice(0, 10));
    expect(await server.run("config list")).toMatchObject({
      stderr: "There may be more: --all shows all, --offset 10 the next.\n",
    });
    expect(await server.run("config list --offset 5")).toMatchObject({ stderr: "" });
  });

  it("config show and update find the one", async () => {
    await using server = await start([configId, "a"]);
    expect(await server.run(`config show ${configId} -o csv`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`\n${configId},`),
    });
    expect(await server.run("config update a --migration off")).toMatchObject({ code: 0 });
    expect(await server.run("config show c")).toMatchObject({ code: 4, stdout: "" });
  });
});
