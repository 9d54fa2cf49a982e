import { connect } from "node:net";

import { expect, it, vi } from "vitest";

import { startProcess } from "../process/service-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const token = "a-token-for-tests-of-32-characters-or-more";

it("a limit on open files that is lower than that on connections is kept with files to spare", async () => {
  using folder = temporaryFolder();
  await using service = startProcess(
    {
      HOTSPOT_DATABASE_URL: `sqlite:${folder.file("hotspot.db")}`,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    },
    [],
    // The limit is a process's own, and inherited.
    { runner: ["sh", "-c", `ulimit -n 250; exec "$0" "$@"`] },
  );
  const address = new URL(await service.ready());
  using sockets = new DisposableStack();
  const open = Array.from({ length: 300 }, () => {
    const socket = connect(Number(address.port), address.hostname).on("error", () => undefined);
    sockets.defer(() => socket.destroy());
    return socket.resume();
  });
  // Those that are too many are closed; 100 files are left for all else.
  const kept = () => open.filter(({ destroyed }) => !destroyed);
  await vi.waitUntil(() => kept().length === 150, { timeout: 20_000 });
  // Room for a client that is served, and not only for one that gets 503.
  for (const socket of kept().slice(0, 60)) socket.destroy();
  const isServed = async () => {
    const answer = await fetch(new URL("/docs/", address)).catch(() => undefined);
    return (await answer?.text())?.startsWith("<!");
  };
  await vi.waitUntil(isServed, { timeout: 20_000 });
  const answer = await fetch(new URL("/v1/p1/hotspot-session-config", address), {
    method: "POST",
    headers: { "x-auth-token": token, "content-type": "application/json" },
    body: '{"hotspot_session_migration_enable":true,"hotspot_exit_session_num":1}',
  });
  expect(answer.status).toBe(200);
});
