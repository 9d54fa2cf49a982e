import { afterAll, describe, expect, it } from "vitest";

import { program } from "../in-process.ts";
import { startService } from "../service.ts";
import { bash } from "../shell.ts";
import { type Fate, startFront } from "./front.ts";
import { configWith, csvOf, manyUsers, startFolder, usersIn } from "./lists.ts";

const users = manyUsers(3500);

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const service = owned.use(await startService());
const folder = owned.use(await startFolder());

const settings = { ...service.settings, HOTSPOT_URL: service.directUrl };

/** The third request that changes users, and all that repeat it, have this fate; others pass. */
const thirdIs = (fate: Fate) => (sent: { change: number }) => (sent.change >= 3 ? fate : undefined);

/** Runs a line as a user does who copies it into a shell. */
const paste = async (line: string, input?: string) =>
  (await bash(line, settings, input === undefined ? {} : { input })).stderr;

/** The line that it says would go on. */
const toGoOn = (stderr: string) => /^To go on.*:\n {2}(.*)\n/m.exec(stderr)?.[1] ?? "exit 99";

describe("where a request in the middle of a file is refused,", () => {
  it.each([
    ["add", "added"],
    ["remove", "removed"],
  ])("user %s says which lines are in and which are not, and how to go on", async (verb, done) => {
    await using front = await startFront(service.directUrl, thirdIs(403));
    const before = verb === "add" ? [] : users;
    const config = await configWith(service, before);
    // Names that a shell would take apart.
    const file = await folder.write(`it's the ${verb} list.csv`, csvOf(users));
    const ended = await program(["user", verb, config, "--file", file], {
      ...settings,
      HOTSPOT_URL: front.url,
    });

    expect(ended).toMatchObject({ code: 3, stdout: "" });
    const [first, ...account] = ended.stderr.split("\n");
    expect(first).toMatch(`hotspot: cannot ${verb} the users: refused by the front (status 403`);
    const fileWord = `'${file.replace("'", String.raw`'\''`)}'`;
    // Removals go several at a time: those after the third were under way as well.
    expect(account).toEqual([
      `2,000 of 3,500 users are ${done}: lines 2 to 2001.`,
      `1,500 are not ${done}: lines 2002 to 3501.`,
      "To go on:",
      `  hotspot user ${verb} ${config} --file ${fileWord} --from-line 2002`,
      "",
    ]);
    const half = verb === "add" ? users.slice(0, 2000) : users.slice(2000);
    expect(await usersIn(service, config)).toEqual(half);

    expect(await paste(toGoOn(ended.stderr))).toBe(`1,500 users ${done}.\n`);
    expect(await usersIn(service, config)).toEqual(verb === "add" ? users : []);
  });

  it("with the same on standard input it goes on as well", async () => {
    await using front = await startFront(service.directUrl, thirdIs(403));
    const config = await configWith(service);
    const input = users.map((user) => `${JSON.stringify(user)}\n`).join("");
    const words = ["user", "add", config, "--file", "-", "--format", "ndjson"];
    const flags = ["--project", service.projectId, "--url", front.url];
    const ended = await program([...words, ...flags], service.settings, input);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(
      [
        "To go on, with the same on standard input:",
        `  hotspot ${words.join(" ")} --from-line 2001 --project ${service.projectId} --url ${front.url}`,
        "",
      ].join("\n"),
    );

    const line = toGoOn(ended.stderr).replace(front.url, service.directUrl);
    expect(await paste(line, input)).toBe("1,500 users added.\n");
    expect(await usersIn(service, config)).toEqual(users);
  });
});

describe("hotspot, where an answer is lost,", () => {
  it("says who may be in or not, and going on is right either way", async () => {
    await using front = await startFront(service.directUrl, thirdIs("lose"));
    const config = await configWith(service);
    const file = await folder.write("lost.csv", csvOf(users));
    const ended = await program(["user", "add", config, "--file", file], {
      ...settings,
      HOTSPOT_URL: front.url,
    });

    expect(ended.code).toBe(5);
    expect(front.changes).toBe(5);
    expect(ended.stderr).toMatch(
      [
        "2,000 of 3,500 users are added: lines 2 to 2001.",
        "1,000 may be added or not, since an answer was lost: lines 2002 to 3001.",
        "500 are not added: lines 3002 to 3501.",
        "To go on:",
        `  hotspot user add ${config} --file ${file} --from-line 2002`,
        "",
      ].join("\n"),
    );
    expect(await usersIn(service, config)).toEqual(users.slice(0, 3000));
    await paste(toGoOn(ended.stderr));
    expect(await usersIn(service, config)).toEqual(users);
  });
});

describe("hotspot user sync, where it fails in the middle,", () => {
  it("says how many changes are made, and the same command finds what is left", async () => {
    await using front = await startFront(service.directUrl, thirdIs(400));
    const config = await configWith(service, [{ user_name: "Old" }]);
    const file = await folder.write("sync.csv", csvOf(users));
    const words = ["user", "sync", config, file, "--yes", "--max-removals", "1"];
    const ended = await program(words, { ...settings, HOTSPOT_URL: front.url });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      [
        "2,000 of 3,501 changes are made.",
        "To go on with what is left:",
        `  hotspot user sync ${config} ${file} --yes --max-removals 1`,
        "",
      ].join("\n"),
    );
    expect(await paste(toGoOn(ended.stderr))).toMatch("1,500 to add, 0 to overwrite, 1 to remove");
    expect(await usersIn(service, config)).toEqual(users);
  });
});
