import { afterAll, describe, expect, it } from "vitest";

import { startFront } from "../bulk/front.ts";
import { configWith, csvOf, manyUsers, startFolder, usersIn } from "../bulk/lists.ts";
import { program } from "../in-process.ts";
import { startService } from "../service.ts";
import { ctrlC, enter, seen, startRealTerminal, startTerminal } from "./terminal.ts";

const users = manyUsers(3500);

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const service = owned.use(await startService());
const folder = owned.use(await startFolder());
const file = await folder.write("users.csv", csvOf(users));

/** A front that holds the third request that changes users until it is let go. */
async function startHolding() {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const front = await startFront(service.directUrl, ({ change }) =>
    change === 3 ? held : undefined,
  );
  return {
    front,
    letGo,
    settings: { ...service.settings, HOTSPOT_URL: front.url },
  };
}

describe("hotspot user add on a terminal", () => {
  it("shows how far it is, in a line that gives way to the last word", async () => {
    const { front, letGo, settings } = await startHolding();
    await using _ = front;
    const config = await configWith(service);
    const terminal = startTerminal(["user", "add", config, "--file", file], settings);
    await terminal.shows(/Adding \[#+-+\]/);
    await terminal.shows(/2,000 of 3,500 {2}[\d,]+\/s {2}\d:\d\d left/);
    letGo();
    expect(await terminal.ended()).toBe(0);
    expect(seen(terminal)).toEqual(["3,500 users added.", ""]);
    expect(await usersIn(service, config)).toEqual(users);
  });

  it("at Ctrl-C lets the request under way end, and says exactly what is in", async () => {
    const { front, letGo, settings } = await startHolding();
    await using _ = front;
    const config = await configWith(service);
    const terminal = startTerminal(["user", "add", config, "--file", file], settings, {
      columns: 200,
    });
    await terminal.shows(/2,000 of 3,500/);
    terminal.type(ctrlC);
    await terminal.shows(/Stopping once the service has answered; Ctrl-C again stops at once\./);
    letGo();
    expect(await terminal.ended()).toBe(130);
    expect(seen(terminal).slice(-7)).toEqual([
      "Stopping once the service has answered; Ctrl-C again stops at once.",
      "hotspot: interrupted: could not add the users to the end",
      "3,000 of 3,500 users are added: lines 2 to 3001.",
      "500 are not added: lines 3002 to 3501.",
      "To go on:",
      `  hotspot user add ${config} --file ${file} --from-line 3002`,
      "",
    ]);
    expect(await usersIn(service, config)).toEqual(users.slice(0, 3000));

    const rest = ["user", "add", config, "--file", file, "--from-line", "3002"];
    expect(await program(rest, service.settings)).toMatchObject({ code: 0 });
    expect(await usersIn(service, config)).toEqual(users);
  });

  it("at a second Ctrl-C ends at once, without an answer of the service", async () => {
    const { front, settings } = await startHolding();
    await using _ = front;
    const config = await configWith(service);
    const terminal = startRealTerminal(["user", "add", config, "--file", file], settings);
    await terminal.shows(/2,000 of 3,500/);
    terminal.type(ctrlC);
    await terminal.shows(/Ctrl-C again stops at once\./);
    terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expect(seen(terminal).slice(-4)).toEqual([
      "2,000 of 3,500 users are certainly added.",
      "To go on:",
      `  hotspot user add ${config} --file ${file} --from-line 2002`,
      "",
    ]);
    expect(await usersIn(service, config)).toEqual(users.slice(0, 2000));
  });
});

describe("hotspot user sync on a terminal", () => {
  const before = [{ user_id: "7", user_name: "Ann" }, { user_name: "Bob" }];
  const after = [{ user_id: "7", user_name: "Ann" }, { user_name: "Cid" }];

  async function startSync(environment: Record<string, string> = {}) {
    const config = await configWith(service, before);
    const list = await folder.write("wanted.csv", "7,Ann\n,Cid\n");
    const terminal = startTerminal(["user", "sync", config, list], {
      ...service.settings,
      ...environment,
    });
    await terminal.shows(/Make these changes\? \[y\/N\] /);
    return { config, terminal };
  }

  it("shows the difference in colours, asks, and makes it", async () => {
    const { config, terminal } = await startSync();
    expect(terminal.written).toMatch("\u001b[32madd\u001b[39m");
    expect(terminal.written).toMatch("\u001b[31mremove\u001b[39m");
    expect(await usersIn(service, config)).toEqual(before);
    terminal.type(`y${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(seen(terminal).at(-2)).toBe("The list is now what the file says: 2 users.");
    expect(await usersIn(service, config)).toEqual(after);
  });

  it.each([
    ["no", `n${enter}`],
    ["nothing", enter],
  ])("changes nothing where the answer is %s, and ends with 1", async (_, keys) => {
    const { config, terminal } = await startSync({ NO_COLOR: "1" });
    terminal.type(keys);
    expect(await terminal.ended()).toBe(1);
    expect(seen(terminal).at(-2)).toBe("Nothing was changed.");
    expect(terminal.written).not.toMatch("\u001b[32m");
    expect(await usersIn(service, config)).toEqual(before);
  });

  it("does not ask where standard input is the list", async () => {
    const words = ["user", "sync", "any", "-", "--format", "lines"];
    const terminal = startTerminal(words, service.settings, { columns: 200 });
    expect(await terminal.ended()).toBe(2);
    expect(terminal.written).toMatch("standard input is the list: give --yes, or --dry-run");
  });
});
