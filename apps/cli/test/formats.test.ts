import { stripVTControlCharacters } from "node:util";

import { startMock } from "@hotspot-session/mock";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import { configId, projectId, settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";

const mock = await startMock();
afterAll(() => mock[Symbol.asyncDispose]());

const user = { user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" };
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 };
const listed = { id: configId, project_id: projectId, ...settings, non_migrate_users: [user] };
const userCell = `"[${JSON.stringify(user).replaceAll('"', '""')}]"`;

interface Shown {
  readonly line: string;
  /** What JSON and YAML say at least; NDJSON, its entries. */
  readonly answer: object;
  readonly csv: string;
  readonly table: string;
}

const commands: readonly Shown[] = [
  {
    line: "config list",
    answer: [listed],
    csv: `id,project_id,hotspot_session_migration_enable,hotspot_exit_session_num,non_migrate_users\n${configId},${projectId},true,4,${userCell}\n`,
    table: `ID                                MIGRATION  EXIT SESSIONS  EXEMPT USERS\n${configId}  on                     4             1\n`,
  },
  {
    line: "config create --migration on --exit-sessions 2",
    answer: {
      id: configId,
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 2,
      non_migrate_users: [user],
    },
    csv: `id,hotspot_session_migration_enable,hotspot_exit_session_num,non_migrate_users\n${configId},true,2,${userCell}\n`,
    table: `ID             ${configId}\nMIGRATION      on\nEXIT SESSIONS  2\nEXEMPT USERS   1\n`,
  },
  {
    line: `config update ${configId} --exit-sessions 4`,
    answer: { id: configId, ...settings },
    csv: `id,hotspot_session_migration_enable,hotspot_exit_session_num\n${configId},true,4\n`,
    table: `ID             ${configId}\nMIGRATION      on\nEXIT SESSIONS  4\n`,
  },
  {
    line: `config show ${configId}`,
    answer: listed,
    csv: `id,project_id,hotspot_session_migration_enable,hotspot_exit_session_num,non_migrate_users\n${configId},${projectId},true,4,${userCell}\n`,
    table: `ID             ${configId}\nMIGRATION      on\nEXIT SESSIONS  4\nEXEMPT USERS   1\n`,
  },
  {
    line: `user list ${configId} --name te`,
    answer: [user],
    csv: `user_id,user_name\n${user.user_id},test\n`,
    table: `USER ID                           USER NAME\n${user.user_id}  test\n`,
  },
];

/** Runs a command that succeeds without a message. */
async function shown(line: string, format: string): Promise<string> {
  const words = [...line.split(" "), "--output", format];
  const { code, stdout, stderr } = await program(words, settingsFor(mock.url));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

describe.concurrent.each(commands)("hotspot $line", ({ line, answer, csv, table }) => {
  it("shows people a table", async () => {
    expect(await shown(line, "table")).toBe(table);
  });

  it("answers programs with the fields of the wire", async () => {
    const text = await shown(line, "json");
    const value = JSON.parse(text);
    expect(value).toMatchObject(answer);
    expect(text).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
    expect(await shown(line, "ndjson")).toBe(lines.join(""));
    expect(await shown(line, "csv")).toBe(csv);
    expect(parse(await shown(line, "yaml"))).toEqual(value);
  });
});

describe.concurrent("the format", () => {
  it("is that of HOTSPOT_OUTPUT where --output names none", async () => {
    const settingsOfMock = settingsFor(mock.url);
    const environment = { ...settingsOfMock, HOTSPOT_OUTPUT: "ndjson" };
    expect((await program(["config", "list"], environment)).stdout).toMatch(/^\{.*\}\n$/);
    expect((await program(["config", "list", "-ocsv"], environment)).stdout).toMatch(/^id,/);
    expect(await program(["config", "list"], { ...environment, HOTSPOT_OUTPUT: "xml" })).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'hotspot: HOTSPOT_OUTPUT: must be one of table, json, ndjson, csv, yaml, spreadsheet, not "xml"\n',
    });
  });
});

describe.concurrent("colours", () => {
  const list = async (variables: Record<string, string>) => {
    const { stdout } = await program(["config", "list"], {
      ...settingsFor(mock.url),
      ...variables,
    });
    return stdout;
  };

  it("are left out where there is no terminal, unless FORCE_COLOR asks for them", async () => {
    const plain = await list({});
    const coloured = await list({ FORCE_COLOR: "1" });
    expect(plain).not.toContain("\u001b");
    expect(coloured).toContain("\u001b[1mID\u001b[22m ");
    expect(coloured).toContain("\u001b[32mon\u001b[39m ");
    expect(stripVTControlCharacters(coloured)).toBe(plain);
    expect(await list({ FORCE_COLOR: "0" })).toBe(plain);
    expect(await list({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(plain);
  });
});
