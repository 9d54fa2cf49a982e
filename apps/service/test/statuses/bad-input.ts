import type { OperationId } from "../../src/contract/operations.ts";
import type { Request } from "../service.ts";

/** A change to a valid request that breaks one rule, and the message that names the rule. */
export type BadInput = readonly [
  name: string,
  change: (call: Request) => Partial<Request>,
  message: string,
];

const withBody = (name: string, body: unknown, message: string): BadInput => [
  name,
  () => ({ body }),
  message,
];
const withHeaders = (headers: Record<string, string>, message: string): BadInput => [
  `the headers ${JSON.stringify(headers)}`,
  () => ({ headers }),
  message,
];
const withQuery = (query: string, message: string): BadInput => [
  `?${query}`,
  ({ url }) => ({ url: `${url}?${query}` }),
  message,
];

const enable = "hotspot_session_migration_enable";
const num = "hotspot_exit_session_num";
const settings = { [enable]: true, [num]: 2 };
const json = "application/json";
const notAProperty = "is not a property of this object";
const mustBeJson = "Content-Type: must be application/json";

const unreadableBodies: readonly BadInput[] = [
  withBody("a body that is not JSON", "{", "body: is not valid JSON"),
  withBody("null", "null", "body: must be object"),
  withBody("an array", "[]", "body: must be object"),
  withBody("an empty body", "", "body: is required"),
  withBody("bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), "body: must be UTF-8"),
  withBody(
    "a body above 2 MiB",
    " ".repeat(2 * 1024 * 1024 + 1),
    "body: must not be larger than 2 MiB",
  ),
  withHeaders({ "content-type": "text/plain" }, mustBeJson),
  withHeaders({ "content-type": `${json}; charset=utf-16` }, "Content-Type: must be in UTF-8"),
  withHeaders(
    { "content-type": json, "content-encoding": "gzip" },
    "Content-Encoding: must be identity",
  ),
];

const badSettings: readonly BadInput[] = [
  withBody(`no ${enable}`, { [num]: 2 }, `${enable}: is required`),
  withBody(`no ${num}`, { [enable]: true }, `${num}: is required`),
  withBody(`${enable} as text`, { ...settings, [enable]: "true" }, `${enable}: must be boolean`),
  withBody(`${enable} as null`, { ...settings, [enable]: null }, `${enable}: must be boolean`),
  withBody(`${num} below 0`, { ...settings, [num]: -1 }, `${num}: must be >= 0`),
  withBody(`${num} above 100`, { ...settings, [num]: 101 }, `${num}: must be <= 100`),
  withBody(`${num} with a fraction`, { ...settings, [num]: 1.5 }, `${num}: must be integer`),
  withBody(`${num} as text`, { ...settings, [num]: "2" }, `${num}: must be integer`),
  withBody(
    "an unknown property",
    { ...settings, [`\n\u001b[31m${"x".repeat(100)}`]: 1 },
    `\\n\\u001b[31m${"x".repeat(58)}…: ${notAProperty}`,
  ),
  withBody(
    "a prototype key",
    `{"${enable}":true,"${num}":2,"__proto__":{"x":1}}`,
    `__proto__: ${notAProperty}`,
  ),
];

/** For the two operations whose body holds users, beside the rest of it. */
function badUsers(rest: object): readonly BadInput[] {
  const ok = { user_id: "a" };
  const long = "x".repeat(129);
  const nul = "must not hold NUL or a lone surrogate";
  const cases: readonly (readonly [name: string, users: unknown, message: string])[] = [
    ["users that are no array", {}, ": must be array"],
    ["1,001 users", Array.from({ length: 1001 }, () => ok), ": must NOT have more than 1000 items"],
    ["a user that is no object", [ok, "b"], "[1]: must be object"],
    ["a user without both", [ok, {}], "[1]: must have at least one of user_id, user_name"],
    ["an unknown property of a user", [{ ...ok, age: 7 }], `[0].age: ${notAProperty}`],
    ["an empty id", [{ user_id: "" }], "[0].user_id: must NOT have fewer than 1 characters"],
    ["a long id", [ok, { user_id: long }], "[1].user_id: must NOT have more than 128 characters"],
    ["an id as a number", [{ user_id: 7 }], "[0].user_id: must be string"],
    ["an empty name", [{ user_name: "" }], "[0].user_name: must NOT have fewer than 1 characters"],
    ["a long name", [{ user_name: long }], "[0].user_name: must NOT have more than 128 characters"],
    ["a name as null", [{ user_name: null }], "[0].user_name: must be string"],
    ["NUL in a name", [{ user_name: "a\0" }], `[0].user_name: ${nul}`],
    ["half a character", [ok, { user_id: "\ud83d" }], `[1].user_id: ${nul}`],
  ];
  return cases.map(([name, non_migrate_users, message]) =>
    withBody(name, { ...rest, non_migrate_users }, `non_migrate_users${message}`),
  );
}

const badPages: readonly BadInput[] = [
  withQuery("limit=0", "limit: must be >= 1"),
  withQuery("limit=101", "limit: must be <= 100"),
  withQuery("limit=ten", "limit: must be integer"),
  withQuery("limit=", "limit: must be integer"),
  withQuery("limit=1e1", "limit: must be integer"),
  withQuery("limit=010", "limit: must be integer"),
  withQuery("limit=%205", "limit: must be integer"),
  withQuery("limit=99999999999999999999", "limit: must be <= 100"),
  withQuery("limit=1&limit=2", "limit: must be given once"),
  withQuery("offset=-1", "offset: must be >= 0"),
  withQuery("offset=2147483648", "offset: must be <= 2147483647"),
  withQuery("offset=%FF", "query: must be percent-encoded UTF-8"),
];

const withConfig = (id: string, message: string): BadInput => [
  `the configuration id ${id.slice(0, 5)}`,
  ({ url }) => ({ url: url.replace(/(?<=-config\/)[^/]+/, id) }),
  message,
];
const badConfigIds: readonly BadInput[] = [
  withConfig("x".repeat(129), "config_id: must NOT have more than 128 characters"),
  withConfig("%ff", "path: must be percent-encoded UTF-8"),
];

/**
 * Input that each operation refuses. What two operations share is here for one of them in full:
 * requests that are generated from the contract break every rule of every operation.
 */
export const badInput: Readonly<Record<OperationId, readonly BadInput[]>> = {
  CreateHotspotSessionConfig: [
    ...unreadableBodies,
    ...badSettings,
    ...badUsers(settings),
    withBody("an id, which the service gives", { ...settings, id: "a" }, `id: ${notAProperty}`),
  ],
  ListHotspotSessionConfig: badPages,
  UpdateHotspotSessionConfig: [
    ...badConfigIds,
    ...badSettings.slice(0, 2),
    withBody(
      "users, which have an operation of their own",
      { ...settings, non_migrate_users: [] },
      `non_migrate_users: ${notAProperty}`,
    ),
  ],
  ListNonMigrationUsers: [
    ...badConfigIds,
    withQuery(`user_name=${"x".repeat(129)}`, "user_name: must NOT have more than 128 characters"),
    withQuery("user_name=a&user_name=b", "user_name: must be given once"),
    withQuery("user_name=%C3", "query: must be percent-encoded UTF-8"),
  ],
  UpdateNonMigrationUsers: [
    ...badConfigIds,
    ...badUsers({ update_type: "ADD" }),
    withBody("no update_type", { non_migrate_users: [] }, "update_type: is required"),
    withBody("no users", { update_type: "ADD" }, "non_migrate_users: is required"),
    withBody(
      "an update_type in lower case",
      { update_type: "add", non_migrate_users: [] },
      "update_type: must be one of ADD, DELETE",
    ),
  ],
};
