import { type Mock, startMock } from "@hotspot-session/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operationOf } from "../calls.ts";
import { requestTo, type Scene, startScene } from "./occasions.ts";

// Where a request breaks the contract in one place, the mock says of it what the service says.

const create = operationOf("CreateHotspotSessionConfig");
const users = operationOf("UpdateNonMigrationUsers");
const list = operationOf("ListNonMigrationUsers");
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
const add = (...entries: readonly unknown[]) => ({
  update_type: "ADD",
  non_migrate_users: entries,
});

const refusals = [
  ["a page of none", list, { query: "limit=0" }],
  ["a page too large", list, { query: "limit=101" }],
  ["a page that is no number", list, { query: "limit=ten" }],
  ["a negative offset", list, { query: "offset=-1" }],
  ["an offset beyond its range", list, { query: "offset=2147483648" }],
  ["a filter too long", list, { query: `user_name=${"x".repeat(129)}` }],
  ["no body", create, { body: "" }],
  ["a list for a body", create, { body: "[]" }],
  ["a missing field", create, { body: { hotspot_exit_session_num: 1 } }],
  ["an unknown field", create, { body: { ...settings, more: 1 } }],
  ["a number as text", create, { body: { ...settings, hotspot_exit_session_num: "1" } }],
  ["a number too large", create, { body: { ...settings, hotspot_exit_session_num: 101 } }],
  ["a part of a number", create, { body: { ...settings, hotspot_exit_session_num: 1.5 } }],
  [
    "neither true nor false",
    create,
    { body: { ...settings, hotspot_session_migration_enable: 1 } },
  ],
  ["users that are no list", create, { body: { ...settings, non_migrate_users: {} } }],
  ["neither ADD nor DELETE", users, { body: { ...add({ user_id: "u" }), update_type: "add" } }],
  ["an entry that names nobody", users, { body: add({ user_id: "u" }, {}) }],
  ["an entry that is no object", users, { body: add("u") }],
  ["an empty id", users, { body: add({ user_id: "" }) }],
  ["an id too long", users, { body: add({ user_id: "x".repeat(129) }) }],
  ["an unknown field of an entry", users, { body: add({ user_id: "u", name: "n" }) }],
  [
    "too many users",
    users,
    { body: add(...Array.from({ length: 1001 }, () => ({ user_id: "u" }))) },
  ],
  ["a method that is not there", list, { method: "DELETE" }],
  ["a path that is not there", list, { path: "/v1/p/hotspot-session" }],
] as const;

let mock: Mock;
let scene: Scene & AsyncDisposable;
beforeAll(async () => {
  mock = await startMock();
  scene = await startScene(false);
});
afterAll(async () => {
  mock.takeViolations();
  await mock.close();
  await scene[Symbol.asyncDispose]();
});

describe("the mock's refusal", () => {
  it.each(refusals)("of %s is in the words of the service", async (_, operation, wrong) => {
    const right = requestTo(operation, scene.config);
    const query = "query" in wrong ? `?${wrong.query}` : "";
    const url = ("path" in wrong ? wrong.path : right.url) + query;
    const method = "method" in wrong ? wrong.method : right.method;
    const body = "body" in wrong ? wrong.body : right.body;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "content-type": "application/json", "x-auth-token": scene.admin };

    const shown = await fetch(mock.url + url, {
      method,
      headers,
      ...(body !== undefined && { body: text }),
    });
    const answer = await scene.service.send({
      method,
      url,
      headers,
      ...(body !== undefined && { body: text }),
    });
    expect({ status: shown.status, body: await shown.json() }).toEqual({
      status: answer.status,
      body: answer.body,
    });
  });
});
