import { describe, expect, it, vi } from "vitest";

import { statusOf } from "../commands/command.ts";
import { type Service, startService } from "../service.ts";

// Over HTTP: an answer that is kept is given before the router, which `inject` goes straight to.

async function listen(service: Service): Promise<string> {
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  return address + service.configs;
}

describe("an answer that was kept", () => {
  it("is given to no other token, nor without one", async () => {
    await using service = await startService();
    const url = await listen(service);
    for (let count = 0; count < 2; count++) expect(await statusOf(url, service.token)).toBe(200);
    expect(await statusOf(url, await service.addToken("p2", "admin"))).toBe(403);
    expect(await statusOf(url, `${service.token}x`)).toBe(401);
    expect(await statusOf(url, "")).toBe(401);
    expect(await statusOf(url, await service.addToken(service.project, "reader"))).toBe(200);
  });

  it("is not given to a token that has expired since", async () => {
    await using service = await startService();
    const url = await listen(service);
    const expiry = Date.now() + 60_000;
    const token = await service.addToken(service.project, "reader", expiry);
    const clock = vi.spyOn(Date, "now");
    try {
      clock.mockReturnValue(expiry - 1);
      for (let count = 0; count < 2; count++) expect(await statusOf(url, token)).toBe(200);
      clock.mockReturnValue(expiry);
      expect(await statusOf(url, token)).toBe(401);
    } finally {
      clock.mockRestore();
    }
  });

  it("is not given to a token that was revoked since, by whatever process", async () => {
    await using service = await startService();
    const url = await listen(service);
    const token = await service.addToken(service.project, "admin");
    for (let count = 0; count < 2; count++) expect(await statusOf(url, token)).toBe(200);
    await service.revokeToken(token);
    expect(await statusOf(url, token)).toBe(401);

    const other = await service.addToken(service.project, "admin");
    for (let count = 0; count < 2; count++) expect(await statusOf(url, other)).toBe(200);
    const { id } = (await service.store.listTokens()).at(-1) ?? {};
    await service.store.revokeToken(String(id));
    expect(await statusOf(url, other)).toBe(401);
  });
});
