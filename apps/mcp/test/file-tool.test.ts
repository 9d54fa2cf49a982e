import { mkdir, mkdtempDisposable, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHotspotClient } from "@hotspot-session/client";
import { afterAll, expect, it } from "vitest";

import { connectByHttp } from "./connect.ts";
import { startService } from "./service.ts";

const service = await startService();
const client = createHotspotClient(service);
afterAll(() => service[Symbol.asyncDispose]());

const users = Array.from({ length: 2500 }, (_, index) => ({ user_id: `${index}` }));
const lines = users.map((user) => JSON.stringify(user)).join("\r\n");

/** A host that may read files of a folder, with this file in it, and a secret beside the folder. */
async function withFile(content: string, name = "users.ndjson", fetch?: typeof globalThis.fetch) {
  await using started = new AsyncDisposableStack();
  const outside = started.use(await mkdtempDisposable(join(tmpdir(), "hotspot-mcp-")));
  const files = join(outside.path, "files");
  await mkdir(files);
  await writeFile(join(outside.path, "secret"), "{}");
  await symlink(join(outside.path, "secret"), join(files, "link"));
  await writeFile(join(files, name), content);
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
  ["CSV", "list.csv", 'user_name,user_id\r\n"Lee, Ann",7\r\n,8\r\n'],
  ["a name on each line", "list.TXT", "Lee, Ann\nBob\n"],
])("reads %s by the name of the file", async (_, name, content) => {
  await using file = await withFile(content, name);
  expect(await file.change("ADD", { file: name })).toMatchObject({ isError: false });
  expect(await file.total()).toBe(2);
});

it("changes nothing where lines are wrong, and names each of them", async () => {
  await using file = await withFile(`${lines}\nhunter2\n{}\n`);
  const { isError, text } = await file.change("ADD");
  expect(isError).toBe(true);
  expect(text).toMatch(
    /^users\.ndjson: nothing was sent[^]*\nline 2501: is not JSON[^]*\nline 2502: /,
  );
  expect(text).not.toContain("hunter2");
  expect(await file.total()).toBe(0);
});

it("reads no file of another kind, or outside the folder", async () => {
  await using file = await withFile("user_id\n7\n", "users.xlsx");
  expect((await file.change("ADD", { file: "users.xlsx" })).text).toMatch("must end in .csv");
  for (const name of ["../secret", "link", ".", "/etc/passwd", "no-such-file"]) {
    expect((await file.change("ADD", { file: name })).text).toContain(`${name}: is no file in `);
  }
});

it("says which lines are in and which are not where a request fails", async () => {
  let calls = 0;
  await using file = await withFile(lines, "users.ndjson", (request, init) =>
    ++calls < 3 ? fetch(request, init) : Promise.resolve(new Response("{}", { status: 503 })),
  );
  const { isError, text } = await file.change("ADD");
  expect(isError).toBe(true);
  expect(text).toMatch(
    /status 503[^]*\n2,000 of 2,500 users are added: lines 1 to 2000\.\n500 may be/,
  );
  expect(await file.total()).toBe(2000);
});
