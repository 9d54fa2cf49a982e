import type {
  CreateHotspotSessionConfigResponse,
  ListHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  UpdateHotspotSessionConfigResponse,
  UserInfo,
} from "@hotspot-session/types";
import { describe, expectTypeOf, it } from "vitest";

import { createHotspotClient } from "../src/index.ts";

// `tsc` checks all of this; no request is made. What must compile is in compat/consumer.ts.
const hotspot = createHotspotClient({ baseUrl: "http://127.0.0.1", projectId: "p", token: "t" });
const { configs, nonMigrationUsers } = hotspot;

describe("results", () => {
  it("have the types of the contract, without a cast", () => {
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
    expectTypeOf(nonMigrationUsers.iterate("id").all).returns.resolves.toEqualTypeOf<UserInfo[]>();
    expectTypeOf(configs.iterate().all).returns.resolves.toEqualTypeOf<
      ListHotspotSessionConfigResponse["items"]
    >();
  });
});

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };
const options = { baseUrl: "http://a", projectId: "p", token: "t" };

describe("what does not compile", () => {
  it("is a wrong argument", () => {
    expectTypeOf(() => [
      // @ts-expect-error hotspot_exit_session_num is missing
      configs.create({ hotspot_session_migration_enable: true }),
      // @ts-expect-error no string
      configs.create({ ...settings, hotspot_exit_session_num: "2" }),
      // @ts-expect-error no such field
      configs.create({ ...settings, hotspot_exit_number: 2 }),
      // @ts-expect-error no body
      configs.create(),
      // @ts-expect-error users are changed elsewhere
      configs.update("id", { ...settings, non_migrate_users: [] }),
      // @ts-expect-error an id is never a number
      configs.update(7, settings),
      // @ts-expect-error no id
      nonMigrationUsers.list({ limit: 1 }),
      // @ts-expect-error a list is needed
      nonMigrationUsers.add("id", { user_id: "u" }),
      // @ts-expect-error no such field
      nonMigrationUsers.add("id", [{ name: "u" }]),
      // @ts-expect-error an id is never a number
      nonMigrationUsers.remove("id", [{ user_id: 7 }]),
    ]).toBeFunction();
  });

  it("is an unknown or wrong parameter", () => {
    expectTypeOf(() => [
      // @ts-expect-error configurations have no filter
      configs.list({ user_name: "test" }),
      // @ts-expect-error no string
      configs.list({ limit: "10" }),
      // @ts-expect-error no such option
      configs.list({}, { retries: 1 }),
      // @ts-expect-error pages are one at a time
      configs.iterate({}, { concurrency: 2 }),
      // @ts-expect-error how many at most must be given
      configs.iterate().all(),
    ]).toBeFunction();
  });

  it("is a client without one of its settings, or with two in place of one", () => {
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
      createHotspotClient({ ...options, region: "cn-north-4" }),
      // @ts-expect-error a token or auth
      createHotspotClient({ ...options, auth: { token: "t" } }),
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
