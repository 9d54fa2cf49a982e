import { mkdir, mkdtempDisposable, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHotspotClient, type HotspotClient } from "@hotspot-session/client";
import { afterAll, beforeAll, expect, it } from "vitest";

import { connectByHttp } from "./connect.ts";
import { startService } from "./service.ts";

let service: Awaited<ReturnType<typeof startService>>;
let client: HotspotClient;
beforeAll(async () => {
  service = await startService();
  client = createHotspotClient(service);
});
afterAll(() => service[Symbol.asyncDispose]());

const users = Array.from({ length: 2500 }, (_, index) => ({ user_id: `${index}` }));
const lines = users.map((user) => JSON.stringify(user)).join("\r\n");

/** A host that may read files of a folder, with this file in it, and a secret beside the folder. */
async function withFile(content: string | Buffer, fetch?: typeof globalThis.fetch) {
  await using started = new AsyncDisposableStack();
  const outside = started.use(await mkdtempDisposable(join(tmpdir(), "hotspot-mcp-")));
  const files = join(outside.path, "files");
  await mkdir(files);
  await writeFile(join(outside.path, "secret"), "{}");
  await symlink(join(outside.path, "secret"), join(files, "link"));
  await writeFile(join(files, "users.ndjson"), content);
  const caller = createHotspotClient({ ...service, fetch, maxRetries: 0 });
  const host = started.use(await connectByHttp({ client: caller, files }));
  const { id: config_id } = await client.configs.create({
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 2,
  });
  const running = started.move();
  return {
    change: (update_type: string, input: object = {}) =>
      host.call("UpdateNonMigrationUsersFromFile", {
        config_id,
        update_type,
        file: "users.ndjson",
        ...input,
      }),
    total: async () => (await client.nonMigrationUsers.list(config_id)).total_count,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

it("adds and removes all of a file, once the person agreed", async () => {
  await using file = await withFile(`\uFEFF${lines}\n\n`);
  expect(await file.change("ADD")).toMatchObject({ isError: false });
  expect(await file.total()).toBe(2500);
  expect((await file.change("DELETE")).text).toMatch(/Remove exempt users \(2500\).*"confirm"/);
  expect(await file.total()).toBe(2500);
  expect(await file.change("DELETE", { confirm: true })).toMatchObject({ isError: false });
  expect(await file.total()).toBe(0);
});

it.each([
  ["one that is no JSON", "hunter2", "users.ndjson: line 2501: is no JSON"],
  ["one that names nobody", "{}", "users.ndjson: line 2501: must have at least one of"],
])("changes nothing where a line is wrong: %s", async (_, line, message) => {
  await using file = await withFile(`${lines}\n${line}\n`);
  const { isError, text } = await file.change("ADD");
  expect(isError).toBe(true);
  expect(text).toContain(message);
  expect(text).not.toContain("hunter2");
  expect(await file.total()).toBe(0);
});

it("reads no file in another encoding, or outside the folder", async () => {
  await using file = await withFile(Buffer.from([0xff, 0xfe]));
  expect((await file.change("ADD")).text).toBe("users.ndjson: is not in UTF-8");
  for (const name of ["../secret", "link", ".", "/etc/passwd", "no-such-file"]) {
    expect((await file.change("ADD", { file: name })).text).toContain(`${name}: is no file in `);
  }
});

it("says how many users are changed where a request fails", async () => {
  let calls = 0;
  await using file = await withFile(lines, (request, init) =>
    ++calls < 3 ? fetch(request, init) : Promise.resolve(new Response("{}", { status: 503 })),
  );
  const { isError, text } = await file.change("ADD");
  expect(isError).toBe(true);
  expect(text).toMatch(/status 503[^]*2000 users were changed before/);
  expect(await file.total()).toBe(2000);
});
