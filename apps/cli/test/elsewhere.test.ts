import { once } from "node:events";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { configId, projectId, settingsFor, startHotspot, token } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startAnswering, startServer } from "./server.ts";

/** The text of an answer with configurations of these ids and numbers of users. */
function answerWith(configs: readonly { id: string; users: number }[]): string {
  return JSON.stringify({
    items: configs.map(({ id, users }) => ({
      id,
      project_id: projectId,
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 4,
      non_migrate_users: Array.from({ length: users }, (_, n) => ({ user_id: `user-${n}` })),
    })),
  });
}

describe.concurrent("where something else than the service answers", () => {
  it.each([
    [200, 5],
    [302, 5],
    [418, 1],
    [429, 5],
  ])("a web page with %i, it ends with %i and doubts the URL", async (status, code) => {
    await using server = await startServer((_, response) => {
      response.writeHead(status, { "content-type": "text/html" }).end("<!doctype html>");
    });
    const ended = await program(["config", "list"], settingsFor(server.url));
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(
      /^hotspot: cannot list the configurations: [^\n]+ \(status \d+\)\. Is its URL right\? See hotspot whoami\.\n$/,
    );
  });

  it.each([
    [["config", "list"], "list the configurations"],
    [["api", "GET", "/"], "make the call"],
  ])("no server at all, %j ends with 5 and says so", async (words, doing) => {
    const server = await startServer(() => undefined);
    await server.close();
    const ended = await program(words, settingsFor(server.url));
    expect(ended).toMatchObject({ code: 5, stdout: "" });
    expect(ended.stderr).toMatch(
      new RegExp(`^hotspot: cannot ${doing}: no answer .*ECONNREFUSED.*\\. Is the service running`),
    );
  });

  it("a creation whose answer is lost is not called failed for sure", async () => {
    await using server = await startServer((request) => request.socket.destroy());
    const ended = await program(
      ["config", "create", "--migration", "on", "--exit-sessions", "1"],
      settingsFor(server.url),
    );
    expect(ended).toMatchObject({ code: 5, stdout: "" });
    expect(ended.stderr).toMatch(/It may be created all the same: see hotspot config list/);
  });
});

describe.concurrent("Ctrl-C", () => {
  it.each([
    [["api", "GET", "/"], "make the call"],
    [["whoami"], "call the service with these settings"],
    [
      ["config", "create", "--migration", "on", "--exit-sessions", "1"],
      "create a configuration",
      "It may be created all the same: see hotspot config list before you try again.",
    ],
    [["api", "POST", "/"], "make the call", "The call may be carried out all the same."],
  ])("ends %j with 130, and says so", async (words, doing, advice = "Nothing was changed.") => {
    const interruption = new AbortController();
    await using server = await startServer(() => interruption.abort());
    expect(await program(words, settingsFor(server.url), "", interruption.signal)).toMatchObject({
      code: 130,
      stderr: `hotspot: interrupted: could not ${doing} to the end. ${advice}\n`,
    });
  });

  it("ends the binary with 130, too", async () => {
    await using server = await startServer(() => void child.kill("SIGINT"));
    const child = startHotspot(["config", "list"], settingsFor(server.url));
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr:
        "hotspot: interrupted: could not list the configurations to the end. Nothing was changed.\n",
    });
  });
});

describe.concurrent("what a server says", () => {
  it("is shown by a terminal, and not obeyed", async () => {
    const hostile = "a\u001b[2J\u009b31m\u202eb";
    await using listing = await startAnswering(answerWith([{ id: hostile, users: 0 }]));
    const as = async (format: string) =>
      (await program(["config", "list", "-o", format], settingsFor(listing.url))).stdout;
    expect(await as("table")).toContain("\na\\u{1b}[2J\\u{9b}31m\\u{202e}b  on");
    expect(await as("yaml")).toContain(String.raw`"a\e[2J\u009b31m\u202eb"`);
    for (const format of ["json", "ndjson"]) {
      expect(await as(format)).toContain('"a\\u001b[2J\\u009b31m\\u202eb"');
    }
    // What is no terminal gets it exactly.
    expect(await as("csv")).toContain(`\n${hostile},`);

    const body = JSON.stringify({ error_code: "WKS.00000400", error_msg: `no\n${hostile}` });
    await using refusing = await startAnswering(body, 400);
    const refused = await program(["config", "list", "--debug"], settingsFor(refusing.url));
    expect(refused.stderr).toContain(": no\\u{a}a\\u{1b}[2J\\u{9b}31m\\u{202e}b (");
    for (const character of hostile.match(/[^ -~]/gu) ?? []) {
      expect(refused.stderr).not.toContain(character);
    }
  });

  it("is on and off in a table, with a mark where a list of users may go on", async () => {
    await using server = await startAnswering(
      answerWith([
        { id: "first", users: 999 },
        { id: "second", users: 1000 },
      ]).replace("true", "false"),
    );
    const { stdout } = await program(["config", "list"], settingsFor(server.url));
    expect(stdout).toBe(
      [
        "ID      MIGRATION  EXIT SESSIONS  EXEMPT USERS\n",
        "first   off                    4           999\n",
        "second  on                     4         1000+\n",
      ].join(""),
    );
  });

  it("may be read in part by the next program, and that is no failure", async () => {
    const many = Array.from({ length: 100 }, (_, n) => ({ id: `config-${n}`, users: 1000 }));
    await using server = await startAnswering(answerWith(many));
    const child = startHotspot(
      ["config", "list", "--limit", "99", "--output", "json"],
      settingsFor(server.url),
    );
    child.stdout.once("data", () => child.stdout.destroy());
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe.concurrent("--debug", () => {
  it("shows the call as curl, and the answer, without secrets wherever they are", async () => {
    const requests: string[] = [];
    await using server = await startServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.writeHead(200, { "content-type": "application/json", "set-cookie": "a=secret" });
      response.end(JSON.stringify({ id: `it's ${token}`, ...settings }));
    });
    const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };
    const ended = await program(
      ["config", "update", "it's", "--migration", "on", "--exit-sessions", "2", "--debug"],
      settingsFor(server.url),
    );
    expect(ended.code).toBe(0);
    const [curl = "", status, ...rest] = ended.stderr.split("\n");
    expect(curl).toMatch(/^> curl -X PATCH -H /);
    expect(curl).toContain(`-H "x-auth-token: $HOTSPOT_TOKEN" -d '${JSON.stringify(settings)}' '`);
    expect(status).toMatch(/^< 200 OK after \d+ ms$/);
    expect(rest).toContain("< set-cookie: [redacted]");
    expect(rest).toContain(`{"id":"it's [redacted]",${JSON.stringify(settings).slice(1)}`);
    expect(ended.stderr).not.toContain(token);

    // The curl line is one: a shell runs it.
    const { execFileSync } = await import("node:child_process");
    const line = curl.slice(2).replace("curl", "printf '%s\\n'");
    const words = execFileSync("sh", ["-c", line], { env: { HOTSPOT_TOKEN: token } }).toString();
    expect(words).toContain(`x-auth-token: ${token}\n`);
    expect(requests[0]).toBe(`PATCH ${new URL(words.trimEnd().split("\n").at(-1) ?? "").pathname}`);
  });

  it("shows of large bodies the beginning", async () => {
    await using server = await startAnswering(answerWith([{ id: configId, users: 1000 }]));
    const { stdout, stderr } = await program(
      ["config", "list", "-o", "json", "--debug"],
      settingsFor(server.url),
    );
    expect(stderr.length).toBeLessThan(6000);
    expect(stderr).toMatch(/… and more\n/);
    expect(JSON.parse(stdout)[0].non_migrate_users).toHaveLength(1000);
  });

  it("keeps the access key, its signature and the security token to itself", async () => {
    await using server = await startAnswering('{"items":[]}');
    const { code, stderr } = await program(["config", "list", "--debug"], {
      HOTSPOT_URL: server.url,
      HOTSPOT_PROJECT_ID: projectId,
      HOTSPOT_ACCESS_KEY: "HOTSPOTEXAMPLE",
      HOTSPOT_SECRET_KEY: "a-secret-key-is-never-sent",
      HOTSPOT_SECURITY_TOKEN: "a-security-token-is-sent",
    });
    expect(code).toBe(0);
    expect(stderr).toContain("-H 'authorization: [redacted]'");
    expect(stderr).toContain("-H 'x-security-token: [redacted]'");
    expect(stderr).not.toMatch(/HOTSPOTEXAMPLE|a-secret|a-security/);
  });
});
