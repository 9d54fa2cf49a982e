import { once } from "node:events";
import { text } from "node:stream/consumers";

import { startMock } from "@hotspot-session/mock";
import { describe, expect, it } from "vitest";

import { hotspot, projectId, settingsFor, startHotspot, token } from "./hotspot.ts";
import { startAnswering, startRelay, startServer } from "./server.ts";

const id = "019a2b5e7c1d73e89f4a5b6c7d8e9f01";

/** The text of an answer with configurations of these ids and numbers of users. */
function answerWith(configs: readonly { id: string; users: number; enable?: boolean }[]): string {
  return JSON.stringify({
    items: configs.map((config) => ({
      id: config.id,
      project_id: projectId,
      hotspot_session_migration_enable: config.enable ?? true,
      hotspot_exit_session_num: 4,
      non_migrate_users: Array.from({ length: config.users }, (_, n) => ({ user_id: `user-${n}` })),
    })),
  });
}

describe("hotspot config list", () => {
  it("shows a table", async () => {
    await using mock = await startMock();
    expect(await hotspot(["config", "list"], settingsFor(mock.url))).toEqual({
      code: 0,
      stdout: [
        "ID                                MIGRATION  EXIT SESSIONS  EXEMPT USERS\n",
        `${id}  on                     4             1\n`,
      ].join(""),
      stderr: "",
    });
  });

  it("says on and off, and that a full list of users may not be all", async () => {
    await using server = await startAnswering(
      answerWith([
        { id: "first", users: 999, enable: false },
        { id: "second", users: 1000 },
      ]),
    );
    const { stdout } = await hotspot(["config", "list"], settingsFor(server.url));
    expect(stdout).toBe(
      [
        "ID      MIGRATION  EXIT SESSIONS  EXEMPT USERS\n",
        "first   off                    4           999\n",
        "second  on                     4         1000+\n",
      ].join(""),
    );
  });

  it("answers JSON as the API does", async () => {
    await using mock = await startMock();
    const direct = await mock.fetch(`${mock.url}/v1/${projectId}/hotspot-session-config`, {
      headers: { "x-auth-token": token },
    });
    const { code, stdout, stderr } = await hotspot(
      ["config", "list", "--output", "json"],
      settingsFor(mock.url),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(await direct.json());
  });

  it("says so where there is nothing to list, and has done its work", async () => {
    await using mock = await startMock();
    await using relay = await startRelay(mock.url, mock.prefer({ example: "no_configuration" }));
    expect(await hotspot(["config", "list"], settingsFor(relay.url))).toEqual({
      code: 0,
      stdout: "",
      stderr: "The project has no configurations.\n",
    });
    expect(await hotspot(["config", "list", "--offset", "9"], settingsFor(relay.url))).toEqual({
      code: 0,
      stdout: "",
      stderr: "The project has no configurations from offset 9 on.\n",
    });
  });

  it("asks for the page that was asked for, and says how to see the next", async () => {
    const urls: unknown[] = [];
    await using server = await startServer((request, response) => {
      urls.push(request.url);
      response.end(answerWith([{ id: "only", users: 0 }]));
    });
    const { code, stderr } = await hotspot(
      ["config", "list", "--offset", "20", "--limit", "1"],
      settingsFor(server.url),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "There may be more: --offset 21\n" });
    expect(urls).toEqual([`/v1/${projectId}/hotspot-session-config?offset=20&limit=1`]);
  });

  it("prefers flags to the environment", async () => {
    await using server = await startServer((request, response) => {
      response.end(JSON.stringify({ items: [], url: request.url }));
    });
    const { stdout } = await hotspot(
      ["config", "list", "--url", server.url, "--project-id", "mine", "--output", "json"],
      settingsFor("http://elsewhere.invalid"),
    );
    expect(JSON.parse(stdout).url).toBe("/v1/mine/hotspot-session-config?offset=0&limit=10");
  });

  it("does not let a terminal obey what the server says", async () => {
    const hostile = "a\u001b[2J\u009b31m\u202eb";
    await using listing = await startAnswering(answerWith([{ id: hostile, users: 0 }]));
    const shown = await hotspot(["config", "list"], settingsFor(listing.url));
    expect(shown.stdout).toContain("\na\\u{1b}[2J\\u{9b}31m\\u{202e}b  on");

    const json = await hotspot(["config", "list", "--output", "json"], settingsFor(listing.url));
    expect(json.stdout).toContain('"id": "a\\u001b[2J\\u009b31m\\u202eb"');
    expect(JSON.parse(json.stdout).items[0].id).toBe(hostile);

    const body = JSON.stringify({ error_code: "WKS.00000400", error_msg: `no\n${hostile}` });
    await using refusing = await startAnswering(body, 400);
    const refused = await hotspot(["config", "list"], settingsFor(refusing.url));
    expect(refused.stderr).toContain(": no\\u{a}a\\u{1b}[2J\\u{9b}31m\\u{202e}b (");
  });

  it("ends quietly where nobody reads on", async () => {
    const many = Array.from({ length: 100 }, (_, n) => ({ id: `config-${n}`, users: 1000 }));
    await using server = await startAnswering(answerWith(many));
    const child = startHotspot(["config", "list", "--output", "json"], settingsFor(server.url));
    child.stdout.once("data", () => child.stdout.destroy());
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
