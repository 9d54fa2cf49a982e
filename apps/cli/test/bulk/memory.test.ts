import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { hotspot, settingsFor } from "../hotspot.ts";
import { startServer } from "../server.ts";
import { csvOf, manyUsers, startFolder } from "./lists.ts";

const count = 100_000;
/** Megabytes. As objects, the users alone would take as much. */
const heap = 20;

let folder: Awaited<ReturnType<typeof startFolder>>;
let file: string;
beforeAll(async () => {
  folder = await startFolder();
  file = await folder.write("many.csv", csvOf(manyUsers(count)));
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Takes whatever it is sent, and says that so many users are there by now. */
function startSink() {
  let users = 0;
  return startServer(async (request, response) => {
    users += (await text(request)).split('"user_id"').length - 1;
    const page = JSON.stringify({ total_count: users, non_migrate_users: [] });
    response.writeHead(200, { "content-type": "application/json", "x-request-id": "of-the-sink" });
    response.end(request.method === "GET" ? page : "");
  });
}

describe("with a heap that could not hold the file,", () => {
  it("user sync checks it, compares it, keeps the changes and sends them", async () => {
    await using sink = await startSink();
    const ended = await hotspot(["user", "sync", "config", file, "--yes"], {
      ...settingsFor(sink.url),
      NODE_OPTIONS: `--max-old-space-size=${heap}`,
    });
    expect(ended.stderr).toMatch(/\nThe list is now what the file says: 100,000 users\.\n$/);
    expect(ended.code).toBe(0);
  });
});
