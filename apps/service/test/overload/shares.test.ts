import { connect } from "node:net";

import { describe, expect, it, vi } from "vitest";

import { requestsTo } from "../hostile/request-text.ts";
import { startService } from "../service.ts";
import { portOf, untilConnections } from "./load.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };

describe("a project that sends more than its share", () => {
  it("gets 503 that says so, while another project is served", async () => {
    await using service = await startService();
    const token = await service.addToken("another-project", "admin");
    const url = "/v1/another-project/hotspot-session-config";
    const write = { method: "POST", url: service.configs, body: settings };
    const flood = Array.from({ length: 410 }, async () => service.send(write));
    const other = service.send({ ...write, url, token });
    const answers = await Promise.all(flood);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body, headers } of refused) {
      expect(body.error_msg).toMatch(/^project_id: this project has 400 writes under way/);
      expect(headers["retry-after"]).toBe("1");
    }
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(410 - refused.length);
    expect((await other).status).toBe(200);
    // What is under way is counted down again.
    expect((await service.send(write)).status).toBe(200);
  });

  it("has its share of the connections that are allowed", async () => {
    const connectionLimits = { open: 10, reserved: 1, idleFor: 5000 };
    await using service = await startService({ connectionLimits });
    const write = { method: "POST", url: service.configs, body: settings };
    const answers = await Promise.all(Array.from({ length: 10 }, () => service.send(write)));
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(2);
    expect(refused[0]?.body.error_msg).toMatch(/^project_id: this project has 8 requests/);
  });

  it("still has under way what its clients have left", async () => {
    await using service = await startService({
      connectionLimits: { open: 10, reserved: 1, idleFor: 5000 },
    });
    const port = await portOf(service);
    const held = Promise.withResolvers<never>();
    const listConfigs = vi.spyOn(service.store, "listConfigs").mockReturnValue(held.promise);
    const clients = Array.from({ length: 8 }, () => connect(port, "127.0.0.1"));
    for (const client of clients) client.write(requestsTo(service).get());
    await vi.waitUntil(() => listConfigs.mock.calls.length === clients.length);
    for (const client of clients) client.resetAndDestroy();
    await untilConnections(service, 0);
    const request = { method: "GET", url: service.configs };
    const refused = await service.send(request);
    listConfigs.mockRestore();
    held.reject(new Error("the end of the test"));
    expect(refused.body.error_msg).toMatch(/^project_id: this project has 8 requests/);
    await vi.waitUntil(async () => (await service.send(request)).status === 200);
  });

  it("waits for its own writes, and another's one write does not wait for all of them", async () => {
    await using service = await startService();
    const token = await service.addToken("another-project", "admin");
    const users = Array.from({ length: 1000 }, (_, index) => ({ user_id: `${index}` }));
    const order: string[] = [];
    const big = { ...settings, non_migrate_users: users };
    const flood = Array.from({ length: 12 }, async () => {
      await service.send({ method: "POST", url: service.configs, body: big });
      order.push("flood");
    });
    const url = "/v1/another-project/hotspot-session-config";
    const other = service.send({ method: "POST", url, body: settings, token });
    await Promise.all([...flood, other.then(() => order.push("other"))]);
    expect(order.indexOf("other")).toBeLessThan(10);
  });
});
