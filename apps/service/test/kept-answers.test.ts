import { describe, expect, it } from "vitest";

import { type Service, startService, untilSeen } from "./service.ts";

/** Over a real connection: what was kept is given before the router. */
async function overHttp(service: Service) {
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  return async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(address + url, {
      headers: { "x-auth-token": service.token, ...headers },
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) };
  };
}

describe("kept answers", () => {
  it("are what the first answer was, but for the id of the request and the date", async () => {
    await using service = await startService();
    const get = await overHttp(service);
    await service.create([{ user_name: "Ünï" }]);
    const [first, second] = [await get(service.configs), await get(service.configs)];
    expect(second.text).toBe(first.text);
    const names = (headers: Headers) => [...headers.keys()].toSorted();
    expect(names(second.headers)).toEqual(names(first.headers));
    for (const name of ["content-type", "content-length", "cache-control"]) {
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(second.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    const own = await get(service.configs, { "x-request-id": "mine" });
    expect(own.headers.get("x-request-id")).toBe("mine");
  });

  it("are given until the project changes, and never past that", async () => {
    await using service = await startService();
    const get = await overHttp(service);
    const id = await service.create([{ user_id: "1" }]);
    for (let number = 0; number < 5; number++) {
      expect((await get(service.users(id))).body.total_count).toBe(number + 1);
      expect((await get(service.users(id))).body.total_count).toBe(number + 1);
      const body = { update_type: "ADD", non_migrate_users: [{ user_id: `new-${number}` }] };
      await service.send({ method: "PATCH", url: service.users(id), body });
    }
  });

  it("end with a change that another process makes", async () => {
    await using service = await startService();
    const get = await overHttp(service);
    await service.create();
    expect((await get(service.configs)).body.items[0].hotspot_exit_session_num).toBe(2);
    expect((await get(service.configs)).body.items[0].hotspot_exit_session_num).toBe(2);
    const other = service.otherConnection();
    other.exec("UPDATE configs SET exit_num = 77");
    other.close();
    await untilSeen();
    expect((await get(service.configs)).body.items[0].hotspot_exit_session_num).toBe(77);
  });

  it("are not given to whoever may not see them", async () => {
    await using service = await startService();
    const get = await overHttp(service);
    await get(service.configs);
    const stranger = await service.addToken("another", "admin");
    expect((await get(service.configs, { "x-auth-token": stranger })).status).toBe(403);
    expect((await get(service.configs, { "x-auth-token": "" })).status).toBe(401);
    expect((await get(service.configs, { "x-auth-token": `${service.token}x` })).status).toBe(401);
  });

  it("are not given to a token that was revoked, or has expired, since", async () => {
    await using service = await startService();
    const get = await overHttp(service);
    const revoked = await service.addToken(service.project, "reader");
    expect((await get(service.configs, { "x-auth-token": revoked })).status).toBe(200);
    await service.revokeToken(revoked);
    expect((await get(service.configs, { "x-auth-token": revoked })).status).toBe(401);

    let [expiring, expiry, status] = ["", 0, 0];
    // As long as a first answer takes here, and little longer.
    for (let life = 100; status !== 200; life *= 2) {
      expiry = Date.now() + life;
      expiring = await service.addToken(service.project, "reader", expiry);
      ({ status } = await get(service.configs, { "x-auth-token": expiring }));
    }
    while (status === 200) ({ status } = await get(service.configs, { "x-auth-token": expiring }));
    expect(status).toBe(401);
    expect(Date.now()).toBeGreaterThanOrEqual(expiry);
  });

  it("are not given while the service drains", async () => {
    await using service = await startService();
    const get = await overHttp(service);
    await get(service.configs);
    service.drain();
    expect((await get(service.configs)).status).toBe(503);
  });

  it("are none of errors: a configuration that is created is found from then on", async () => {
    await using service = await startService();
    const get = await overHttp(service);
    expect((await get(service.users("nowhere"))).status).toBe(404);
    expect((await get(`${service.configs}?limit=0`)).status).toBe(400);
    expect((await get(`${service.configs}?limit=0`)).status).toBe(400);
  });
});
