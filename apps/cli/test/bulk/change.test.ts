import { afterAll, describe, expect, it } from "vitest";

import { program } from "../in-process.ts";
import { startService } from "../service.ts";
import { configWith, csvOf, manyUsers, startFolder, usersIn } from "./lists.ts";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const service = owned.use(await startService());
const folder = owned.use(await startFolder());

const run = (words: readonly string[], input?: string) => program(words, service.settings, input);

describe("hotspot user add", () => {
  it("adds users by name and by id, and says how many", async () => {
    const config = await configWith(service);
    expect(
      await run(["user", "add", config, "Ann", "Bob Lee", "--id", "7", "--id", "8=Dan=iel"]),
    ).toEqual({ code: 0, stdout: "", stderr: "4 users added.\n" });
    expect(await usersIn(service, config)).toEqual([
      { user_name: "Ann" },
      { user_name: "Bob Lee" },
      { user_id: "7" },
      { user_id: "8", user_name: "Dan=iel" },
    ]);
  });

  it("reads standard input, whose format has to be given", async () => {
    const config = await configWith(service);
    const words = ["user", "add", config, "--file", "-"];
    expect((await run(words, "Ann\n")).stderr).toBe(
      "hotspot: the format of standard input is not known: give --format csv or ndjson or lines\n",
    );
    expect(await run([...words, "--format", "lines"], "Ann\nBob\n")).toMatchObject({ code: 0 });
    expect(await usersIn(service, config)).toEqual([{ user_name: "Ann" }, { user_name: "Bob" }]);
  });

  it("notes who is there twice, and lets the last win as the API does", async () => {
    const config = await configWith(service);
    const file = await folder.write("twice.csv", "7,Ann\n8,Bob\n7,Cid\n,Dan\n,Dan\n");
    expect(await run(["user", "add", config, "--file", file])).toEqual({
      code: 0,
      stdout: "",
      stderr: `Note: lines 3, 5 of ${file} repeat a user before.\n5 users added.\n`,
    });
    expect(await usersIn(service, config)).toEqual([
      { user_id: "7", user_name: "Cid" },
      { user_id: "8", user_name: "Bob" },
      { user_name: "Dan" },
    ]);
  });

  it("tells programs what it did", async () => {
    const config = await configWith(service);
    const words = ["user", "add", config, "Ann", "Ann", "--output"];
    const json = await program([...words, "json"], service.settings);
    expect(JSON.parse(json.stdout)).toEqual({ users: 2, repeated: 1, sent: true });
    const csv = await program([...words, "csv"], service.settings);
    expect(csv.stdout).toBe("users,repeated,sent\n2,1,true\n");
  });
});

describe("hotspot user remove", () => {
  it("removes by id, and by name every user of that name", async () => {
    const config = await configWith(service, [
      { user_id: "7", user_name: "Ann" },
      { user_id: "8", user_name: "Ann" },
      { user_id: "9", user_name: "Bob" },
      { user_name: "Cid" },
    ]);
    expect(await run(["user", "remove", config, "Ann", "Nobody", "--id", "9"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "3 users removed.\n",
    });
    expect(await usersIn(service, config)).toEqual([{ user_name: "Cid" }]);
  });

  it("removes thousands, and leaves the others", async () => {
    const users = manyUsers(5500);
    const config = await configWith(service, users);
    const file = await folder.write("leavers.csv", csvOf(users.slice(100)));
    expect(await run(["user", "remove", config, "--file", file])).toMatchObject({
      code: 0,
      stderr: "5,400 users removed.\n",
    });
    expect(await usersIn(service, config)).toEqual(users.slice(0, 100));
  });
});

describe("before anything is sent", () => {
  it("the whole file is checked, and the first 20 lines that are wrong are named", async () => {
    const config = await configWith(service);
    const content = csvOf(manyUsers(3000)) + ",\n".repeat(25);
    const file = await folder.write("wrong.csv", content);
    const ended = await run(["user", "add", config, "--file", file]);
    const lines = Array.from(
      { length: 20 },
      (_, n) => `  line ${3002 + n}: has neither user_id nor user_name: give one of them\n`,
    );
    expect(ended).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: cannot add the users: 25 lines of ${file} are wrong, and nothing was changed:\n${lines.join("")}  and 5 more\n`,
    });
    expect(await usersIn(service, config)).toEqual([]);
  });

  it("so are the users of the command line", async () => {
    const config = await configWith(service);
    expect(await run(["user", "remove", config, "Ann", "x".repeat(129)])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "hotspot: cannot remove the users: 1 user of the command line is wrong, and nothing was changed:\n  user 2: user_name: must have at most 128 characters, and has 129\n",
    });
  });

  it("--dry-run ends, without settings even", async () => {
    const file = await folder.write("dry.txt", "Ann\nBob\nAnn\n");
    const words = ["user", "remove", "any", "--file", file, "--dry-run"];
    expect(await program(words)).toEqual({
      code: 0,
      stdout: "USER ID  USER NAME\n         Ann\n         Bob\n         Ann\n",
      stderr: `Note: line 3 of ${file} repeats a user before.\n3 users would be removed. Nothing was changed.\n`,
    });
    const { stdout } = await program([...words, "--output", "json"]);
    expect(JSON.parse(stdout)).toEqual({ users: 3, repeated: 1, sent: false });
  });

  it.each([
    [[], "no user is named: give names, --id or --file"],
    [
      ["Ann", "--file", "users.csv"],
      "users are either named or read from a --file: give one of the two",
    ],
    [["Ann", "--from-line", "3"], "--from-line is about a --file, and none is given"],
    [["Ann", "--format", "csv"], "--format is about a --file, and none is given"],
    [
      ["--file", "users.csv", "--from-line", "0"],
      "option '--from-line <n>' argument '0' is invalid. It must be a whole number, 1 or more. See hotspot user add --help.",
    ],
    [
      ["--file", "users.xlsx"],
      "the format of users.xlsx is not known: give --format csv or ndjson or lines",
    ],
    [
      ["--file", "users.json"],
      "users.json: a JSON document cannot be read line by line: make it one object a line (jq -c '.[]') and give --format ndjson",
    ],
    [["--file", "/", "--format", "csv"], "/: is a directory: name a file"],
    [
      ["--file", "no-such.csv"],
      "no-such.csv: cannot be read: ENOENT: no such file or directory, stat 'no-such.csv'",
    ],
  ])("%j is wrong usage", async (words, message) => {
    expect(await program(["user", "add", "any", ...words])).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: ${message}\n`,
    });
  });

  it("a file without users changes nothing, and is no failure", async () => {
    const file = await folder.write("none.csv", "user_id,user_name\n");
    expect(await run(["user", "add", "any", "--file", file])).toEqual({
      code: 0,
      stdout: "",
      stderr: `There are no users in ${file}: nothing was changed.\n`,
    });
  });

  it("a line to go on from has to be in the file", async () => {
    const file = await folder.write("short.csv", csvOf(manyUsers(3)));
    expect(await run(["user", "add", "any", "--file", file, "--from-line", "5"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: --from-line 5: the last user of ${file} is in line 4\n`,
    });
  });
});
