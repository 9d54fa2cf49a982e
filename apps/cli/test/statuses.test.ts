import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { startMock } from "@hotspot-session/mock";
import { afterAll, describe, expect, it } from "vitest";

import { startFolder } from "./bulk/lists.ts";
import { configId, projectId, settingsFor, token } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startRelay } from "./server.ts";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const mock = owned.use(await startMock());
const folder = owned.use(await startFolder());
const users = await folder.write("users.txt", "Ann\nBob\n");

/** Runs a command where the service answers with this status. */
async function answered(status: number, line: string) {
  await using relay = await startRelay(mock.url, mock.prefer({ code: status }));
  const words = line.replace("FILE", users).split(" ");
  const directory = { HOTSPOT_CONFIG_DIR: join(folder.path, "conf") };
  return await program(words, { ...settingsFor(relay.url), ...directory }, token);
}

const statuses: readonly [status: number, code: number, advice: string][] = [
  [400, 1, "Check what you gave; --help says more."],
  [401, 3, "Give a valid token: by hotspot login, or in HOTSPOT_TOKEN."],
  [403, 3, "Use credentials of this project that may do this; hotspot whoami shows "],
  [404, 4, "Check the URL: hotspot whoami shows it."],
  [405, 1, "Check the URL: hotspot whoami shows it."],
  [500, 5, "Try again, and if it stays, report it with the request id."],
  [503, 5, "Try again in a moment."],
];

describe.concurrent("an answer of the service that is an error", () => {
  it.each(statuses)("%i ends a command with %i, and one line says what to do", async (...row) => {
    const [status, code, advice] = row;
    const ended = await answered(status, "config list");
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(/^hotspot: cannot list the configurations: [^\n]+\n$/);
    expect(ended.stderr).toMatch(new RegExp(` \\(status ${status}, request id [\\w-]+\\)\\. `));
    expect(ended.stderr).toContain(advice);
  });

  it.each([
    ["config create --migration on --exit-sessions 2", "create a configuration"],
    [`config update ${configId} --migration on --exit-sessions 2`, "update the configuration"],
    [`config update ${configId} --migration off`, "update the configuration"],
    [`config show ${configId}`, "show the configuration"],
    [`user list ${configId}`, "list the exempt users"],
    [`user sync ${configId} FILE --yes`, "sync the users"],
    ["whoami", "call the service with these settings"],
    [`login --token-stdin --project ${projectId}`, "log in"],
  ])("ends %s with its code, too", async (line, doing) => {
    const { code, stdout, stderr } = await answered(403, line);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      new RegExp(`^hotspot: cannot ${doing}: [^\\n]+\\(status 403, [^\\n]+\\n$`),
    );
    expect(stdout).toMatch(line === "whoami" ? /^accepted +no +the service$/m : /^$/);
    expect(await readdir(folder.path)).toEqual(["users.txt"]);
  });

  it.each(["add", "remove"])(
    "ends user %s, which says whether anything was changed",
    async (verb) => {
      const line = `user ${verb} ${configId} --file FILE`;
      const refused = await answered(404, line);
      expect(refused).toMatchObject({ code: 4, stdout: "" });
      expect(refused.stderr).toMatch(/^hotspot: cannot .*\nNothing was changed\.\n$/);
      // 500 alone does not say that nothing was changed.
      const failed = await answered(500, line);
      expect(failed.code).toBe(5);
      expect(failed.stderr).toMatch(
        /\n0 of 2 users are \w+\.\n2 may be \w+ or not, since an answer was lost: lines 1 to 2\.\nTo go on:\n {2}hotspot user \w+ \w+ --file \S+ --from-line 1\n$/,
      );
    },
  );

  it("is shown by api", async () => {
    const ended = await answered(503, "api GET /v1/{project_id}/hotspot-session-config");
    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(
      /^hotspot: cannot make the call: the answer was 503 \(request id .+\)\. Try again/,
    );
    expect(JSON.parse(ended.stdout)).toMatchObject({ error_code: "WKS.00000503" });
  });
});
