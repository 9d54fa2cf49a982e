import { inspect } from "node:util";

import { startMock } from "@hotspot-session/mock";
import { afterAll, describe, expect, it } from "vitest";

import { isHotspotError } from "../src/index.ts";
import { calls, clientOf, configId, failureOf, projectId, token } from "./calls.ts";

const mock = await startMock();
afterAll(() => mock[Symbol.asyncDispose]());

// What else an answer has, the contract says.
describe("the answer of", () => {
  const config = {
    id: configId,
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 4,
  };
  const users = [{ user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" }];

  it("configs.list is a page of configurations", async () => {
    expect(await clientOf(mock.url, { fetch: mock.fetch }).configs.list()).toMatchObject({
      items: [{ ...config, project_id: projectId, non_migrate_users: users }],
    });
  });

  it("configs.list past the end is an empty page", async () => {
    const hotspot = clientOf(mock.url, { fetch: mock.prefer({ example: "no_configuration" }) });
    expect(await hotspot.configs.list({ offset: 2147483647, limit: 100 })).toEqual({ items: [] });
  });

  it("configs.create is the configuration as stored", async () => {
    const created = await clientOf(mock.url, { fetch: mock.fetch }).configs.create({
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 2,
      non_migrate_users: users,
    });
    expect(created).toMatchObject({
      ...config,
      hotspot_exit_session_num: 2,
      non_migrate_users: users,
    });
  });

  it("configs.update is the settings as stored", async () => {
    const updated = await clientOf(mock.url, { fetch: mock.fetch }).configs.update(configId, {
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 4,
    });
    expect(updated).toMatchObject(config);
  });

  it("nonMigrationUsers.list is a page of users with the number of all", async () => {
    const page = await clientOf(mock.url, { fetch: mock.fetch }).nonMigrationUsers.list(configId);
    expect(page).toMatchObject({ total_count: 1, non_migrate_users: users });
  });

  it.each(["add", "remove"] as const)("nonMigrationUsers.%s is nothing", async (change) => {
    const hotspot = clientOf(mock.url, { fetch: mock.fetch });
    expect(await hotspot.nonMigrationUsers[change](configId, users)).toBeUndefined();
  });

  it("raw is openapi-fetch's", async () => {
    const hotspot = clientOf(mock.url, { fetch: mock.fetch });
    const { data, error, response } = await hotspot.raw.GET(
      "/v1/{project_id}/hotspot-session-config",
      { params: { path: { project_id: hotspot.projectId } } },
    );
    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
    expect(data?.items.map(({ id }) => id)).toEqual([configId]);
  });
});

const failing = async (make: (typeof calls)[number]["make"], status: number) => {
  const failure = await failureOf(
    make(clientOf(mock.url, { fetch: mock.prefer({ code: status }) })),
  );
  // A change of users may take several requests: the error of the one that failed is the cause.
  const error = failure.kind === "Bulk" ? failure.cause : failure;
  if (!isHotspotError(error)) throw error;
  return error;
};

describe("an answer of", () => {
  it.each([
    [400, "BadRequest"],
    [401, "Authentication"],
    [403, "PermissionDenied"],
    [404, "NotFound"],
    [405, "MethodNotAllowed"],
    [500, "InternalServer"],
    [503, "ServiceUnavailable"],
  ])("%i is a %sError", async (status, kind) => {
    const error = await failing(calls[0].make, status);
    expect(error.constructor).toHaveProperty("name", `${kind}Error`);
    expect(error).toMatchObject({ name: `${kind}Error`, kind, status, uncertain: status === 500 });
    expect(error.error_code).toBe(`WKS.00000${status}`);
  });
});

describe.each(calls)("$operation", ({ operation, method, path, make }) => {
  it("fails with an error that holds all there is to know, and no token", async () => {
    const error = await failing(make, 500);
    const { error_msg, message, requestId } = error;
    expect(error).toMatchObject({
      operation,
      method,
      url: expect.stringMatching(new RegExp(`^${mock.url}${path}(?:\\?|$)`)),
      attempts: 1,
      uncertain: method !== "GET",
      error_msg: expect.stringMatching(/.+/),
      requestId: expect.stringMatching(/^[A-Za-z0-9._-]+$/),
    });
    expect(message).toBe(
      `${operation} failed with status 500: ${error_msg} (request id ${requestId})`,
    );
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(token);
  });
});
