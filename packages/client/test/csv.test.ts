import type { UserInfo } from "@hotspot-session/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyUser, read, readUsers } from "./user-texts.ts";

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

const ann = { user_id: "7", user_name: "Ann" };
const known = "the columns are user_id and user_name";
const unclosed = 'opens a quote (") that is not closed; the lines after it were not read';

/** Quotes where a writer has to, and wherever this one likes to. */
const cell = (field: string, likes: boolean) =>
  likes || /[",\r\n]|^ |^'[=+\-@\t]/.test(field) || field.startsWith("\uFEFF")
    ? quoted(field)
    : field;

/** How a writer of CSV may go about it. */
const style = fc.record({
  header: fc.constantFrom(["user_id", "user_name"], ["user_name", "user_id"], undefined),
  end: fc.constantFrom("\n", "\r\n"),
  endsLast: fc.boolean(),
  mark: fc.constantFrom("", "\uFEFF"),
  quotes: fc.boolean(),
  pieces: fc.integer({ min: 1, max: 70 }),
});

describe("CSV", () => {
  it("reads back as the users it was written from, in any style of writing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyUser), style, async (users, how) => {
        const columns = how.header ?? ["user_id", "user_name"];
        const records = users.map((user) =>
          columns.map((column) =>
            cell(user[column === "user_id" ? "user_id" : "user_name"] ?? "", how.quotes),
          ),
        );
        const lines = [...(how.header ? [how.header] : []), ...records].map((one) => one.join(","));
        const content = how.mark + lines.join(how.end) + (how.endsLast ? how.end : "");
        expect(await readUsers(content, "csv", how.pieces)).toEqual(users);
      }),
    );
  });

  it("names each row that is wrong by the line where it begins", async () => {
    const wrong = fc.constantFrom(
      { text: "one,two,three", problem: "has 3 fields where the first line has 2" },
      { text: "one", problem: "has 1 field where the first line has 2" },
      { text: ",", problem: "has neither user_id nor user_name: give one of them" },
      { text: 'a"b,c', problem: expect.stringContaining('has a quote (") inside a field') },
      { text: '"a"b,c', problem: expect.stringContaining('has a quote (") inside a field') },
      {
        text: `id,${"x".repeat(129)}`,
        problem: "user_name: must have at most 128 characters, and has 129",
      },
      { text: "i\0d,name", problem: "user_id: must not contain the character NUL" },
    );
    const part = fc.oneof(anyUser, wrong);
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.constantFrom("\n", "\r\n"), async (parts, end) => {
        let content = `user_id,user_name${end}`;
        const expected: unknown[] = [];
        for (const one of parts) {
          const line = content.split("\n").length;
          if ("text" in one) {
            content += one.text + end;
            expected.push({ line, problem: one.problem });
          } else {
            content += `${cell(one.user_id ?? "", false)},${cell(one.user_name ?? "", false)}${end}`;
            expected.push({ line, user: one });
          }
        }
        expect(await read(content, "csv")).toEqual(expected);
      }),
    );
  });

  it.each<[string, string, readonly UserInfo[]]>([
    ["two columns are id and name", "7,Ann\n8,\n", [ann, { user_id: "8" }]],
    ["one column is the name", "Ann\nBob", [{ user_name: "Ann" }, { user_name: "Bob" }]],
    ["a header of one column names it", "user_id\n7\n", [{ user_id: "7" }]],
    ["a header may be in quotes", '"user_name","user_id"\nAnn,7\n', [ann]],
    ["empty lines are skipped", "\n\r\n7,Ann\r\n\n8,\n\n", [ann, { user_id: "8" }]],
    ["spaces in quotes are part of a name", '7," Ann "\n', [{ user_id: "7", user_name: " Ann " }]],
    ["a header makes all spaces count", "user_name\n Ann \n", [{ user_name: " Ann " }]],
    ["a number makes a name", "user-1\n", [{ user_name: "user-1" }]],
    ["an address is no header", "ann@example.id\n", [{ user_name: "ann@example.id" }]],
    ["a header alone is no user", "user_id,user_name\n", []],
    ["a file may be empty", "", []],
  ])("%s", async (_, content, users) => {
    expect(await readUsers(content, "csv")).toEqual(users);
  });

  it.each([
    ["user_id,department\n7,IT\n", 1, `department: is an unknown column; ${known}`],
    ["user_id,user_id\n7,8\n", 1, `names a column twice; ${known}`],
    ["7,Ann,IT\n8,Bob,IT\n", 1, `has 3 columns and no header; ${known}`],
    [`7,Ann\n8,"Bob\n${"9,Cid\n".repeat(10_000)}`, 2, unclosed],
    ['7,Ann\n8,"Bob\n9,Cid\n', 2, unclosed],
  ])("refuses %.40j", async (content, line, problem) => {
    const rows = await read(content, "csv");
    expect(rows.filter((row) => row.problem)).toEqual([{ line, problem }]);
  });
});

describe("a first record that is no user", () => {
  it.each([
    "id,name\n7,Ann\n",
    "Name\nAnn\n",
    "user id,user name\n7,Ann\n",
    "USER_ID,USER_NAME\n7,Ann\n",
    "E-Mail,Display Name\n7,Ann\n",
    "sep=,\n7,Ann\n",
    "id,name,department\n7,Ann,IT\n",
    "SamAccountName\nann\n",
    "#TYPE Microsoft.ActiveDirectory.Management.ADUser\n",
  ])("%j is refused, and nothing after it is read", async (content) => {
    expect(await read(content, "csv")).toEqual([
      {
        line: 1,
        problem: `looks like a header, and the columns are user_id and user_name: name them so; or, if it is a user, put a header above it`,
      },
    ]);
  });

  it.each([
    ["7;Ann\n8;Bob\n", ";"],
    ["sep=;\n7;Ann\n", ";"],
    ["user_id;user_name\n7;Ann\n", ";"],
    ["7\tAnn\n8\tBob\n", "\t"],
    ["7|Ann\n", "|"],
  ])("%j is refused for its separator", async (content, separator) => {
    const problem = `seems to separate columns by ${JSON.stringify(separator)}: use a comma; or, if it is part of a name, put the name in quotes`;
    expect(await read(content, "csv")).toEqual([{ line: 1, problem }]);
  });

  it.each(["Ann\rBob\r", '7,Ann\r8,"Bob"\r'])(
    "%j is refused for its line ends",
    async (content) => {
      const problem = expect.stringContaining("carriage return");
      expect(await read(content, "csv")).toEqual([{ line: 1, problem }]);
    },
  );

  it("is refused where it was written for spreadsheets, and is a name in quotes", async () => {
    const rows = await read("user_id,user_name\n7,'=Ann\n8,\"'=Bob\"\n", "csv");
    expect(rows).toEqual([
      { line: 2, problem: expect.stringContaining("begins with '") },
      { line: 3, user: { user_id: "8", user_name: "'=Bob" } },
    ]);
  });

  it("is refused where a name that holds a comma has no quotes", async () => {
    expect(await read('Lee, Ann\n7,"Roe, Bob"\n', "csv")).toEqual([
      { line: 1, problem: expect.stringContaining("space before a field") },
      { line: 2, user: { user_id: "7", user_name: "Roe, Bob" } },
    ]);
  });

  it("is one where the file says so by a header or by quotes", async () => {
    expect(await readUsers("user_name\nname\na;b\n", "csv")).toEqual([
      { user_name: "name" },
      { user_name: "a;b" },
    ]);
    expect(await readUsers('"a;b"\n', "csv")).toEqual([{ user_name: "a;b" }]);
    expect(await read("Ann\nBob;Lee\n", "csv")).toMatchObject([
      { user: { user_name: "Ann" } },
      { line: 2, problem: expect.stringContaining("separate columns") },
    ]);
  });
});
