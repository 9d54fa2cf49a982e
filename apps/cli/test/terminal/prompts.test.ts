import { stat } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { configWith, startFolder } from "../bulk/lists.ts";
import { startService } from "../service.ts";
import { ctrlC, enter, seen, startRealTerminal, startTerminal } from "./terminal.ts";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const service = owned.use(await startService());
const folder = owned.use(await startFolder());

describe("hotspot login on a terminal", () => {
  it("asks for what it needs, and never shows the token that is typed", async () => {
    const directory = join(folder.path, "profiles");
    const terminal = startRealTerminal(["login"], { HOTSPOT_CONFIG_DIR: directory });
    await terminal.shows(/URL of the service \[.*\]: /);
    terminal.type(service.url + enter);
    await terminal.shows(/Project id: /);
    terminal.type(service.projectId + enter);
    await terminal.shows(/Token \(not shown\): /);
    terminal.type(service.token + enter);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.written).toMatch(service.projectId);
    expect(terminal.written).not.toMatch(service.token);
    expect(terminal.written).not.toMatch(service.token.slice(0, 8));

    // It is what a later command uses, with nothing in the environment.
    const list = startTerminal(["config", "list"], { HOTSPOT_CONFIG_DIR: directory });
    expect(await list.ended()).toBe(0);
    expect(seen(list)).toContain("The project has no configurations.");
  });

  it("asks for the token again where it was wrong, and for nothing else", async () => {
    const directory = join(folder.path, "retried");
    const terminal = startTerminal(["login"], { HOTSPOT_CONFIG_DIR: directory });
    await terminal.shows(/URL of the service/);
    terminal.type(service.url + enter);
    await terminal.shows(/Project id: /);
    terminal.type(service.projectId + enter);
    await terminal.shows(/Token \(not shown\): /);
    terminal.type(`${"x".repeat(43)}${enter}`);
    await terminal.shows(/status 401[^]*Token \(not shown\): /);
    terminal.type(service.token + enter);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.written.match(/Project id: /g)).toHaveLength(1);
  });

  it("stores nothing at Ctrl-C, and ends with 130", async () => {
    const directory = join(folder.path, "interrupted");
    const terminal = startRealTerminal(["login"], { HOTSPOT_CONFIG_DIR: directory });
    await terminal.shows(/URL of the service/);
    terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expect(terminal.written).toMatch("Nothing was changed.");
    await expect(stat(directory)).rejects.toThrow("ENOENT");
  });
});

describe("hotspot api on a terminal", () => {
  it("indents JSON", async () => {
    const words = ["api", "/v1/{project_id}/hotspot-session-config?limit=1&offset=1000"];
    const terminal = startTerminal(words, service.settings);
    expect(await terminal.ended()).toBe(0);
    expect(seen(terminal)).toEqual(["{", '  "items": []', "}", ""]);
  });
});

describe("a table on a terminal", () => {
  const long = "a name that is far too long for a terminal of so few columns";

  it("has no line that is longer than the terminal is wide", async () => {
    const config = await configWith(service, [{ user_id: "7".repeat(40), user_name: long }]);
    for (const words of [["user", "list", config], ["config", "list"], ["whoami"]]) {
      const terminal = startTerminal(words, service.settings, { columns: 60 });
      expect(await terminal.ended()).toBe(0);
      const lengths = seen(terminal).flatMap((line) => (/ {2}/.test(line) ? line.length : []));
      expect(Math.max(...lengths), words[0]).toBeLessThanOrEqual(60);
      expect(terminal.written).toMatch("…");
    }
    const wide = startTerminal(["user", "list", config], service.settings, { columns: 200 });
    expect(await wide.ended()).toBe(0);
    expect(seen(wide).join("\n")).toMatch(long);
  });

  it("has colours, unless NO_COLOR says no", async () => {
    const config = await configWith(service, [{ user_name: "Ann" }]);
    const words = ["user", "list", config];
    const coloured = startTerminal(words, service.settings);
    expect(await coloured.ended()).toBe(0);
    expect(coloured.written).toMatch("\u001b[1mUSER ID\u001b[22m");
    const plain = startTerminal(words, { ...service.settings, NO_COLOR: "1" });
    expect(await plain.ended()).toBe(0);
    expect(plain.written).not.toMatch("\u001b[");
    expect(seen(plain)).toEqual(seen(coloured));
  });
});
