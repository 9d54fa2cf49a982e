import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Mock, startMock } from "@hotspot-session/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { configId, hotspot, projectId, settingsFor, token } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startRelay } from "./server.ts";

/** What each command cannot do where the service answers with an error, and what to do then. */
const commands: readonly [line: string, doing: string][] = [
  ["config list", "list the configurations"],
  ["config create --migration on --exit-sessions 2", "create a configuration"],
  [`config update ${configId} --migration on --exit-sessions 2`, "update the configuration"],
  [`config update ${configId} --migration off`, "update the configuration"],
  [`config show ${configId}`, "show the configuration"],
  [`user list ${configId}`, "list the exempt users"],
  ["whoami", "call the service with these settings"],
  ["login --token-stdin", "log in"],
];

const statuses: readonly [status: number, code: number, advice: RegExp][] = [
  [400, 1, /Check what you gave; --help says more\.$/],
  [401, 3, /Give a valid token: by hotspot login, or in HOTSPOT_TOKEN\.$/],
  [403, 3, /Use credentials of this project that may do this; /],
  [404, 4, /(Check the URL: hotspot whoami shows it|hotspot config list shows those there are)\.$/],
  [405, 1, /Check the URL: hotspot whoami shows it\.$/],
  [500, 5, /(Try again, and if it stays, report it with the request id|It may be created .*)\.$/],
  [503, 5, /Try again in a moment\.$/],
];

let mock: Mock;
let folder: string;
const relays = new Map<number, Awaited<ReturnType<typeof startRelay>>>();

beforeAll(async () => {
  mock = await startMock();
  folder = await mkdtemp(join(tmpdir(), "hotspot-"));
  for (const [status] of statuses) {
    relays.set(status, await startRelay(mock.url, mock.prefer({ code: status })));
  }
});
afterAll(async () => {
  for (const relay of relays.values()) await relay.close();
  await mock[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const cases = commands.flatMap(([line, doing]) =>
  statuses.map(([status, code, advice]) => ({ line, doing, status, code, advice })),
);

describe.concurrent("a command that the service answers with an error", () => {
  it.each(cases)(
    "$line, $status: ends with $code and says in one line what to do",
    async ({ line, doing, status, code, advice }) => {
      const settings = settingsFor(relays.get(status)?.url ?? "");
      const ended = await program(
        line.split(" "),
        { ...settings, HOTSPOT_CONFIG_DIR: folder },
        token,
      );
      expect(ended.stderr).toMatch(/^[^\n]+\n$/);
      expect(ended.stderr).toMatch(`hotspot: cannot ${doing}: `);
      expect(ended.stderr).toMatch(new RegExp(` \\(status ${status}, request id [\\w-]+\\)\\. `));
      expect(ended.stderr.trimEnd()).toMatch(advice);
      expect(ended.stderr).not.toContain(token);
      expect(ended.code).toBe(code);
      const accepted = code === 3 ? /^accepted +no +the service$/m : /^accepted +unknown/m;
      expect(ended.stdout).toMatch(line === "whoami" ? accepted : /^$/);
    },
  );

  it.each(statuses)("the binary, %i: ends with %i", async (status, code) => {
    const ended = await hotspot(["config", "list"], settingsFor(relays.get(status)?.url ?? ""));
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(/^hotspot: cannot list the configurations: [^\n]+\n$/);
  });

  it.each(statuses)("api, %i: ends with %i and shows the answer", async (status, code) => {
    const path = "/v1/{project_id}/hotspot-session-config";
    const ended = await program(["api", "GET", path], settingsFor(relays.get(status)?.url ?? ""));
    expect(ended.stderr).toMatch(
      new RegExp(
        `^hotspot: cannot make the call: the answer was ${status} \\(request id .+\\)\\. `,
      ),
    );
    expect(JSON.parse(ended.stdout)).toMatchObject({ error_code: `WKS.00000${status}` });
    expect(ended.code).toBe(code);
  });

  it("login: stores nothing", async () => {
    const url = relays.get(403)?.url ?? "";
    const environment = { HOTSPOT_CONFIG_DIR: folder };
    const words = ["login", "--url", url, "--project", projectId, "--token-stdin"];
    expect(await program(words, environment, token)).toMatchObject({ code: 3 });
    expect(await readdir(folder)).toEqual([]);
  });
});
