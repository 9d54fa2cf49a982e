import { expect, it } from "vitest";

import { startProcess } from "../process/service-process.ts";
import { startHere } from "../process/start-here.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const token = "a-token-for-tests-of-32-characters-or-more";

const settingsFor = (file: string) => ({
  HOTSPOT_DATABASE_URL: `sqlite:${file}`,
  HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
  HOTSPOT_BOOTSTRAP_TOKEN: token,
});

/** A project's configurations over HTTP, for programs. */
function client(address: string) {
  const url = `${address}/v1/p1/hotspot-session-config`;
  const headers = { "x-auth-token": token, "content-type": "application/json" };
  return {
    async create(index: number): Promise<string> {
      const body = JSON.stringify({
        hotspot_session_migration_enable: true,
        hotspot_exit_session_num: index % 101,
        non_migrate_users: [{ user_id: `u-${index}`, user_name: `Zoë ${index}` }],
      });
      const response = await fetch(url, { method: "POST", headers, body });
      const { id } = (await response.json()) as { id: string };
      return id;
    },
    async all(): Promise<{ id: string }[]> {
      const found: { id: string }[] = [];
      for (;;) {
        const page = await fetch(`${url}?limit=100&offset=${found.length}`, { headers });
        const { items } = (await page.json()) as { items: { id: string }[] };
        found.push(...items);
        if (items.length < 100) return found;
      }
    },
  };
}

it("a backup of a service that goes on writing restores to all that was answered before, and no gap", async () => {
  using folder = temporaryFolder();
  const settings = settingsFor(folder.file("hotspot.db"));
  const target = folder.file("copy.db");
  await using service = await startHere(settings);
  const original = client(service.address);
  const before: string[] = [];
  for (let index = 0; index < 20; index++) before.push(await original.create(index));

  const running = { yes: true };
  const writers = [1, 2, 3, 4].map(async (writer) => {
    for (let index = 0; running.yes; index++) await original.create(writer * 1000 + index);
  });
  // A process of its own, so that the writers go on.
  await using backup = startProcess(settings, ["backup", target]);
  const code = await backup.closed;
  const { stdout, stderr } = backup.output;
  running.yes = false;
  await Promise.all(writers);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: "",
    stderr: expect.stringMatching(/^Backed up .* \d+ bytes, checked\.\n$/),
  });

  await using restored = await startHere(settingsFor(target));
  const copied = await client(restored.address).all();
  expect(copied.slice(0, 20).map(({ id }) => id)).toEqual(before);
  // Of one moment: what it has is what the original had, to the last it has.
  expect(copied).toEqual((await original.all()).slice(0, copied.length));
});
