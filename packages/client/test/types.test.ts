import type {
  CreateHotspotSessionConfigResponse,
  ListHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  UpdateHotspotSessionConfigResponse,
  UserInfo,
} from "@hotspot-session/types";
import { describe, expectTypeOf, it } from "vitest";

import {
  type AnyHotspotError,
  type BulkError,
  createHotspotClient,
  type HotspotError,
  type NotFoundError,
  safe,
} from "../src/index.ts";

// `tsc` checks all of this; no request is made.
const hotspot = createHotspotClient({ baseUrl: "http://127.0.0.1", projectId: "p", token: "t" });

describe("results", () => {
  it("have the types of the contract, without a cast", () => {
    const { configs, nonMigrationUsers } = hotspot;
    expectTypeOf(configs.list).returns.resolves.toEqualTypeOf<ListHotspotSessionConfigResponse>();
    expectTypeOf(
      configs.create,
    ).returns.resolves.toEqualTypeOf<CreateHotspotSessionConfigResponse>();
    expectTypeOf(
      configs.update,
    ).returns.resolves.toEqualTypeOf<UpdateHotspotSessionConfigResponse>();
    expectTypeOf(
      nonMigrationUsers.list,
    ).returns.resolves.toEqualTypeOf<ListNonMigrationUsersResponse>();
    expectTypeOf(nonMigrationUsers.add).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(nonMigrationUsers.remove).returns.resolves.toEqualTypeOf<void>();
  });

  it("are as precise as the contract, down to a field", () => {
    type Config = ListHotspotSessionConfigResponse["items"][number];
    expectTypeOf<Config["id"]>().toEqualTypeOf<string>();
    expectTypeOf<Config["hotspot_exit_session_num"]>().toEqualTypeOf<number>();
    expectTypeOf<Config["non_migrate_users"][number]["user_name"]>().toEqualTypeOf<
      string | undefined
    >();
  });

  it("are entries where pages are iterated", () => {
    type Entry<Pages> = Pages extends AsyncIterable<infer One> ? One : never;
    const { configs, nonMigrationUsers } = hotspot;
    expectTypeOf<Entry<ReturnType<typeof configs.iterate>>>().toEqualTypeOf<
      ListHotspotSessionConfigResponse["items"][number]
    >();
    expectTypeOf<Entry<ReturnType<typeof nonMigrationUsers.iterate>>>().toEqualTypeOf<UserInfo>();
    expectTypeOf(nonMigrationUsers.iterate("id").all).returns.resolves.toEqualTypeOf<UserInfo[]>();
  });

  it("of safe are data or an error, and one of them tells about the other", async () => {
    expectTypeOf(async () => {
      const { data, error } = await safe(hotspot.configs.list());
      if (error !== undefined) {
        expectTypeOf(error).toEqualTypeOf<AnyHotspotError>();
        expectTypeOf(data).toEqualTypeOf<undefined>();
      } else expectTypeOf(data).toEqualTypeOf<ListHotspotSessionConfigResponse>();
    }).toBeFunction();
  });

  it("of failures are told apart by kind, all of them", () => {
    expectTypeOf((error: AnyHotspotError): string => {
      switch (error.kind) {
        case "Bulk":
          expectTypeOf(error).toEqualTypeOf<BulkError>();
          return `go on from ${error.resumeFrom}`;
        case "NotFound":
          expectTypeOf(error).toEqualTypeOf<NotFoundError>();
          return "no such configuration";
        case "BadRequest":
        case "Authentication":
        case "PermissionDenied":
        case "MethodNotAllowed":
        case "InternalServer":
        case "ServiceUnavailable":
        case "Connection":
        case "Timeout":
        case "Aborted":
        case "UnexpectedAnswer":
          return error.error_msg;
      }
    }).toBeFunction();
  });

  it("of failures say which parts may be missing", () => {
    expectTypeOf<HotspotError["status"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<HotspotError["error_code"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<HotspotError["error_msg"]>().toEqualTypeOf<string>();
    expectTypeOf<HotspotError["operation"]>().toEqualTypeOf<
      | "CreateHotspotSessionConfig"
      | "ListHotspotSessionConfig"
      | "UpdateHotspotSessionConfig"
      | "ListNonMigrationUsers"
      | "UpdateNonMigrationUsers"
    >();
  });
});

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("what does not compile", () => {
  it("is a body with a missing, wrong or unknown field", () => {
    expectTypeOf(() => [
      // @ts-expect-error hotspot_exit_session_num is missing
      hotspot.configs.create({ hotspot_session_migration_enable: true }),
      // @ts-expect-error no string
      hotspot.configs.create({ ...settings, hotspot_exit_session_num: "2" }),
      // @ts-expect-error no such field
      hotspot.configs.create({ ...settings, hotspot_exit_number: 2 }),
      // @ts-expect-error an id is never a number
      hotspot.configs.create({ ...settings, non_migrate_users: [{ user_id: 7 }] }),
      // @ts-expect-error no body
      hotspot.configs.create(),
      // @ts-expect-error users are changed elsewhere
      hotspot.configs.update("id", { ...settings, non_migrate_users: [] }),
      // @ts-expect-error one setting is missing
      hotspot.configs.update("id", { hotspot_exit_session_num: 2 }),
    ]).toBeFunction();
  });

  it("is a wrong id, user or list of users", () => {
    expectTypeOf(() => [
      // @ts-expect-error an id is never a number
      hotspot.configs.update(7, settings),
      // @ts-expect-error no id
      hotspot.nonMigrationUsers.list({ limit: 1 }),
      // @ts-expect-error a list is needed
      hotspot.nonMigrationUsers.add("id", { user_id: "u" }),
      // @ts-expect-error no such field
      hotspot.nonMigrationUsers.add("id", [{ name: "u" }]),
      // @ts-expect-error no users
      hotspot.nonMigrationUsers.remove("id"),
    ]).toBeFunction();
  });

  it("is an unknown or wrong parameter", () => {
    expectTypeOf(() => [
      // @ts-expect-error configurations have no filter
      hotspot.configs.list({ user_name: "test" }),
      // @ts-expect-error no string
      hotspot.configs.list({ limit: "10" }),
      // @ts-expect-error no such parameter
      hotspot.nonMigrationUsers.list("id", { name: "test" }),
      // @ts-expect-error no such option
      hotspot.configs.list({}, { retries: 1 }),
      // @ts-expect-error milliseconds are a number
      hotspot.configs.list({}, { timeout: "1s" }),
      // @ts-expect-error pages are one at a time
      hotspot.configs.iterate({}, { concurrency: 2 }),
      // @ts-expect-error how many is to be said
      hotspot.configs.iterate().all(),
    ]).toBeFunction();
  });

  it("is a client without one of its settings", () => {
    expectTypeOf(() => [
      // @ts-expect-error no token
      createHotspotClient({ baseUrl: "http://127.0.0.1", projectId: "p" }),
      // @ts-expect-error no projectId
      createHotspotClient({ baseUrl: "http://127.0.0.1", token: "t" }),
      // @ts-expect-error no baseUrl
      createHotspotClient({ projectId: "p", token: "t" }),
      // @ts-expect-error no such region
      createHotspotClient({ region: "moon-1", projectId: "p", token: "t" }),
      // @ts-expect-error a region or a baseUrl
      createHotspotClient({
        region: "cn-north-4",
        baseUrl: "http://a",
        projectId: "p",
        token: "t",
      }),
      // @ts-expect-error a token or auth
      createHotspotClient({
        baseUrl: "http://a",
        projectId: "p",
        token: "t",
        auth: { token: "t" },
      }),
      // @ts-expect-error no secretKey
      createHotspotClient({ baseUrl: "http://a", projectId: "p", auth: { accessKey: "a" } }),
    ]).toBeFunction();
  });

  it("is a raw call to a path, or with a parameter, that the contract does not have", () => {
    const path = { project_id: "p" };
    expectTypeOf(() => [
      // @ts-expect-error no such path
      hotspot.raw.GET("/v1/{project_id}/hotspot-session/config", { params: { path } }),
      // @ts-expect-error no project
      hotspot.raw.GET("/v1/{project_id}/hotspot-session-config"),
    ]).toBeFunction();
  });
});
