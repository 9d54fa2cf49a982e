import { type Mock, startMock } from "@hotspot-session/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { configId, settingsFor } from "../hotspot.ts";
import { startRelay } from "../server.ts";
import { runHere } from "./here.ts";
import { startFolder } from "./lists.ts";

const codes = new Map([
  [400, 1],
  [401, 3],
  [403, 3],
  [404, 4],
  [405, 1],
  [500, 5],
  [503, 5],
]);

let mock: Mock;
let folder: Awaited<ReturnType<typeof startFolder>>;
let file: string;
beforeAll(async () => {
  [mock, folder] = await Promise.all([startMock(), startFolder()]);
  file = await folder.write("users.txt", "Ann\nBob\n");
});
afterAll(async () => {
  await mock[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const commands = [
  ["add", "add the users"],
  ["remove", "remove the users"],
  ["sync", "sync the users"],
] as const;
const cases = commands.flatMap(([verb, doing]) =>
  Array.from(codes, ([status, code]) => ({ verb, doing, status, code })),
);

/** What is said of the users. 500 alone does not tell that nothing was changed. */
function accountAfter(verb: string, status: number): readonly unknown[] {
  // It reads the list first, which changes nothing in any case.
  if (verb === "sync") return [];
  if (status !== 500) return ["Nothing was changed."];
  return [
    expect.stringMatching(/^0 of 2 users are (added|removed)\.$/),
    expect.stringMatching(
      /^2 may be (added|removed) or not, since no answer told: lines 1 to 2\.$/,
    ),
    "To go on:",
    expect.stringMatching(/^ {2}hotspot user (add|remove) \w+ --file \S+ --from-line 1$/),
  ];
}

describe.concurrent("where the service answers with an error,", () => {
  it.each(cases)("user $verb, $status: ends with $code", async ({ verb, doing, status, code }) => {
    await using relay = await startRelay(mock.url, mock.prefer({ code: status }));
    const words = verb === "sync" ? [file, "--yes"] : ["--file", file];
    const ended = await runHere(["user", verb, configId, ...words], settingsFor(relay.url));
    expect(ended).toMatchObject({ code, stdout: "" });
    const [line, ...account] = ended.stderr.split("\n");
    expect(line).toMatch(`hotspot: cannot ${doing}: `);
    expect(line).toMatch(`(status ${status}, request id `);
    expect(account).toEqual([...accountAfter(verb, status), ""]);
  });
});
