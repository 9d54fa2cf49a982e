import { createHotspotClient, safe } from "@hotspot-session/client";
import { describe, expect, it } from "vitest";

import { command, statusOf } from "../commands/command.ts";
import { startProcess } from "../process/service-process.ts";
import { startHere } from "../process/start-here.ts";
import { newDatabase } from "./server.ts";

const token = "a-token-for-tests-of-32-characters-or-more";

describe("several instances on one PostgreSQL", () => {
  it("that start at once on an empty database print one first token, and all take and refuse at once what another process made and revoked", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const settings = { HOTSPOT_DATABASE_URL: database.url };
    const starting = [1, 2, 3].map(async () => resources.use(await startHere(settings)));
    const instances = await Promise.all(starting);
    const addresses = instances.map(({ address }) => address);
    const shown = instances.filter(({ output }) => output.stdout.includes("shown this once"));
    expect(shown, instances.map(({ output }) => output.stdout).join("\n")).toHaveLength(1);
    const made = await command(settings, "token", "create", "--project", "p1");
    const secret = made.stdout.trim();
    const statuses = () =>
      Promise.all(
        addresses.map((address) => statusOf(`${address}/v1/p1/hotspot-session-config`, secret)),
      );
    expect(await statuses()).toEqual([200, 200, 200]);
    const { stdout } = await command(settings, "token", "list", "--output", "json");
    const revoked = JSON.parse(stdout).at(-1);
    expect(await command(settings, "token", "revoke", revoked.id)).toMatchObject({ code: 0 });
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  it("are replaced one by one under load, and a client with default retries sees no failure", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const settings = {
      HOTSPOT_DATABASE_URL: database.url,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    };
    const balancer = loadBalancer();
    // In processes: here the loop of the client would be theirs, and delay what closes a connection.
    async function start() {
      const instance = resources.use(startProcess(settings));
      const address = await instance.ready();
      balancer.add(address);
      return { ...instance, address };
    }
    const old = [await start(), await start()];
    const hotspot = createHotspotClient({
      baseUrl: "http://balancer.test",
      projectId: "p1",
      token,
      fetch: balancer.fetch,
    });
    const load = new AbortController();
    const created: string[] = [];
    const failures: unknown[] = [];
    const clients = Array.from({ length: 8 }, async () => {
      while (!load.signal.aborted) {
        const { data, error } = await safe(
          hotspot.configs.create({
            hotspot_session_migration_enable: true,
            hotspot_exit_session_num: 1,
          }),
        );
        if (error !== undefined) failures.push(error);
        else created.push(data.id);
        const listed = await safe(hotspot.configs.list());
        if (listed.error !== undefined) failures.push(listed.error);
      }
    });
    for (const instance of old) {
      const before = created.length;
      await start();
      while (created.length < before + 20) await new Promise(setImmediate);
      const stopped = instance.stop();
      await balancer.removeOnceNotReady(instance.address);
      expect(await stopped).toBe(0);
    }
    load.abort();
    await Promise.all(clients);
    expect(failures).toEqual([]);
    const listed: string[] = [];
    for await (const { id } of hotspot.configs.iterate()) listed.push(id);
    expect(listed.toSorted()).toEqual(created.toSorted());
  });
});

/** Sends each request to the next of the instances. */
function loadBalancer() {
  const addresses = new Set<string>();
  let next = 0;
  return {
    add: (address: string) => void addresses.add(address),
    async removeOnceNotReady(address: string): Promise<void> {
      const isReady = () =>
        statusOf(`${address}/readyz`, token).then(
          (status) => status === 200,
          // An instance that ends closes its connections.
          () => false,
        );
      while (await isReady());
      addresses.delete(address);
    },
    fetch(request: Request): Promise<Response> {
      const address = [...addresses][next++ % addresses.size] ?? "";
      return fetch(new Request(request.url.replace("http://balancer.test", address), request));
    },
  };
}
