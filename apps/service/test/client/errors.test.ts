import {
  AuthenticationError,
  BadRequestError,
  createHotspotClient,
  NotFoundError,
  PermissionDeniedError,
  safe,
} from "@hotspot-session/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startService } from "./service.ts";

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

describe("the client's errors, from the real service,", () => {
  it("tell a wrong input, an unknown token, another project and no configuration apart", async () => {
    const { baseUrl, projectId, token, connect } = service;
    const as = (given: string, project: string) =>
      createHotspotClient({ baseUrl, projectId: project, token: given }).configs.list();
    const unknown = "0".repeat(32);
    const failures = await Promise.all([
      safe(connect().configs.list({ limit: 0 })),
      safe(as("x".repeat(43), projectId)),
      safe(as(token, "another")),
      safe(connect().nonMigrationUsers.list(unknown)),
    ]);
    // Only the first breaks the contract: it does not say which tokens there are.
    expect(service.takeViolations()).toMatchObject([{ location: "request.query.limit" }]);
    const classes = [BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError];
    for (const [n, { error }] of failures.entries()) {
      expect(error).toBeInstanceOf(classes[n]);
      expect(error).toMatchObject({
        requestId: expect.stringMatching(/^.{8,}$/),
        error_code: `WKS.00000${error?.status}`,
        attempts: 1,
        uncertain: false,
      });
    }
  });

  it("are gone after a new token, where a function gives it", async () => {
    const { baseUrl, projectId, token } = service;
    const tokens = ["x".repeat(43), token];
    const hotspot = createHotspotClient({
      baseUrl,
      projectId,
      token: async () => tokens.shift() ?? "none left",
    });
    await hotspot.configs.create({
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 1,
    });
    expect((await hotspot.configs.list()).items).toHaveLength(1);
    expect(tokens).toEqual([]);
  });
});
