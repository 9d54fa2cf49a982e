import { describe, expect, it } from "vitest";

import { bootstrap } from "../../src/auth/bootstrap.ts";
import { startService } from "../service.ts";

describe("the token that a service is given at its start", () => {
  it("is the one to use where the database has it, for the project that it has there", async () => {
    await using service = await startService();
    const given = { projectId: "ignored", token: service.token };
    expect(await bootstrap(service.store, given)).toEqual({
      kind: "given",
      projectId: service.project,
    });
  });

  it.each([
    ["has expired", async (token: string) => token],
    [
      "was revoked",
      async (_: string, service: Awaited<ReturnType<typeof startService>>) => {
        await service.revokeToken(service.token);
        return service.token;
      },
    ],
    ["is unknown", async () => "another-token-of-32-characters-or-more"],
  ])("is not used, nor made again, where it %s", async (_, prepare) => {
    await using service = await startService();
    const expired = await service.addToken(service.project, "admin", Date.now() - 1);
    const token = await prepare(expired, service);
    const before = await service.store.listTokens();
    expect(await bootstrap(service.store, { projectId: undefined, token })).toEqual({
      kind: "ignored",
    });
    expect(await service.store.listTokens()).toEqual(before);
  });
});
