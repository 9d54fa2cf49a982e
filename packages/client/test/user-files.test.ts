import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  readUsers as readList,
  repeatedLines,
  userFileFormatOf,
  writeUsers,
} from "../src/user-files/index.ts";
import { anyLine, anyUser, inPieces, read, readUsers } from "./user-texts.ts";

describe("NDJSON", () => {
  it("reads back as the users it was written from", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyUser),
        fc.constantFrom("\n", "\r\n", "\n\n"),
        fc.integer({ min: 1, max: 70 }),
        async (users, end, pieces) => {
          const content = users.map((user) => JSON.stringify(user) + end).join("");
          expect(await readUsers(content, "ndjson", pieces)).toEqual(users);
        },
      ),
    );
  });

  it.each([
    [
      "{",
      'is not JSON: each line is an object of its own, one such as {"user_id":"…","user_name":"…"}',
    ],
    ["[]", 'is not an object: each line is one such as {"user_id":"…","user_name":"…"}'],
    ["null", 'is not an object: each line is one such as {"user_id":"…","user_name":"…"}'],
    ['{"user_id":"7","name":"Ann"}', "name: is unknown; the fields are user_id and user_name"],
    ['{"user_id":7}', "user_id: must be a string; leave it out where there is none"],
    [
      '{"user_id":"7","user_name":null}',
      "user_name: must be a string; leave it out where there is none",
    ],
    ["{}", "has neither user_id nor user_name: give one of them"],
    ['{"user_id":""}', "user_id: must not be empty"],
    [String.raw`{"user_id":"\u0000"}`, "user_id: must not contain the character NUL"],
    [String.raw`{"user_id":"\ud800"}`, "user_id: must not contain half of a surrogate pair"],
    ['{"__proto__":"x"}', "__proto__: is unknown; the fields are user_id and user_name"],
  ])("refuses %s, by its line", async (line, problem) => {
    const good = JSON.stringify({ user_id: "7" });
    expect(await read(`${good}\n\n${line}\n${good}`, "ndjson")).toEqual([
      { line: 1, user: { user_id: "7" } },
      { line: 3, problem },
      { line: 4, user: { user_id: "7" } },
    ]);
  });
});

describe("plain lines", () => {
  it("are a name each, as it stands there", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine),
        fc.constantFrom("\n", "\r\n"),
        fc.integer({ min: 1, max: 70 }),
        async (names, end, pieces) => {
          const content = names.map((name) => name + end).join("");
          const users = names.map((user_name) => ({ user_name }));
          expect(await readUsers(content, "lines", pieces)).toEqual(users);
        },
      ),
    );
  });

  it.each(["user_id,user_name\n", "Name\n", "7\tAnn\n", "Ann\rBob\r", '{"user_name":"Ann"}\n'])(
    "are not %j",
    async (content) => {
      const problem = expect.stringContaining("looks like a header or another format");
      expect(await read(content, "lines")).toEqual([{ line: 1, problem }]);
    },
  );

  it("count characters as people do, not in units of UTF-16", async () => {
    const [longest, tooLong] = ["😀".repeat(128), "😀".repeat(129)];
    expect(await read(`${longest}\n${tooLong}\n`, "lines")).toEqual([
      { line: 1, user: { user_name: longest } },
      { line: 2, problem: "user_name: must have at most 128 characters, and has 129" },
    ]);
  });
});

describe("a file of any format", () => {
  it("that is not in UTF-8 is refused by its lines", async () => {
    const content = Buffer.concat([
      Buffer.from("Zoë\n"),
      Buffer.from("Zoë\n", "latin1"),
      Buffer.from("Ann\n"),
    ]);
    expect(await read(content, "lines", 3)).toEqual([
      { line: 1, user: { user_name: "Zoë" } },
      { line: 2, problem: "is not in UTF-8: save the file as UTF-8" },
      { line: 3, user: { user_name: "Ann" } },
    ]);
  });

  it("that is in UTF-16, as a spreadsheet may save it, is refused as a whole", async () => {
    const content = Buffer.from("\uFEFFAnn\n", "utf16le");
    expect(await read(content, "csv")).toEqual([
      { line: 1, problem: "the file is in UTF-16: save it as UTF-8" },
    ]);
  });

  it("that has no lines is read no further than a line can be long", async () => {
    expect(await read(`Ann\n${"x".repeat(100_000)}`, "lines")).toEqual([
      { line: 1, user: { user_name: "Ann" } },
      { line: 2, problem: "is longer than 64 KiB; is this a list of users?" },
    ]);
  });
});

describe("reading", () => {
  const text = "7,Ann\n8,Bob\n7,Cid\n";

  it("takes a stream of a browser, to its end or until it is cancelled", async () => {
    const list = await readList(new Blob([text]).stream(), "csv");
    expect(list).toMatchObject({ lines: [1, 2, 3], wrong: 0, problems: [] });
    expect(repeatedLines(list)).toEqual([3]);

    let isCancelled = false;
    const controller = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      pull(stream) {
        stream.enqueue(new TextEncoder().encode("Ann\n"));
        controller.abort(new Error("no more"));
      },
      cancel() {
        isCancelled = true;
      },
    });
    const { signal } = controller;
    await expect(readList(endless, "lines", { signal })).rejects.toThrow("no more");
    expect(isCancelled).toBe(true);
    await expect(readList(inPieces(text, 1), "csv", { signal })).rejects.toThrow("no more");
  });

  it("names the first wrong lines and counts all", async () => {
    const { users, wrong, problems } = await readList(inPieces("{}\n".repeat(30), 7), "ndjson");
    expect({ users, wrong, named: problems.map(({ line }) => line) }).toEqual({
      users: [],
      wrong: 30,
      named: Array.from({ length: 20 }, (_, index) => index + 1),
    });
  });

  it("knows the format of a file by its name", () => {
    const names = ["a/users.CSV", "b.ndjson", "c.jsonl", "d.txt", "e.json", ".csv", "csv"];
    expect(names.map(userFileFormatOf)).toEqual([
      "csv",
      "ndjson",
      "ndjson",
      "lines",
      undefined,
      undefined,
      undefined,
    ]);
  });
});

/** A file as it is written. */
async function written(...args: Parameters<typeof writeUsers>): Promise<string> {
  let all = "";
  for await (const text of writeUsers(...args)) all += text;
  return all;
}

describe("writing", () => {
  it.each(["csv", "ndjson"] as const)("is read back as the same users: %s", async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyUser, { maxLength: 220 }), async (users) => {
        expect(await readUsers(await written(users, format), format)).toEqual(users);
      }),
    );
  });

  it("for spreadsheets has no formula, and is not read as other users", async () => {
    const names = ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "a=b", "Lee, Ann"];
    const users = names.map((user_name) => ({ user_name }));
    const text = await written(users, "spreadsheet");
    expect(text).toBe(
      "\uFEFFuser_id,user_name\n,'=1+1\n,'+1\n,'-1\n,'@a\n,'\ta\n,\"'\ra\"\n,a=b\n,\"Lee, Ann\"\n",
    );
    expect((await read(text, "csv")).filter(({ problem }) => problem)).toHaveLength(5);
  });
});
