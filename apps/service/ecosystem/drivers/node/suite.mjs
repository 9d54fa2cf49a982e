// All five operations by the core of the official SDK for Node, which has no package for this API:
// prints what they answered, as JSON.

import { createRequire } from "node:module";

// The first argument is the folder where it is installed.
const load = createRequire(`${process.argv[2]}/package.json`);
const { BasicCredentials } = load("@huaweicloud/huaweicloud-sdk-core");
const { ClientBuilder } = load("@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js");

const { HOTSPOT_ODD_NAME: odd, HOTSPOT_PROJECT_ID, HOTSPOT_SECRET_KEY, HOTSPOT_URL } = process.env;
const { HOTSPOT_ACCESS_KEY, HOTSPOT_SECURITY_TOKEN } = process.env;

function clientOf(secretKey, projectId) {
  const credentials = new BasicCredentials()
    .withAk(HOTSPOT_ACCESS_KEY)
    .withSk(secretKey)
    .withProjectId(projectId);
  if (HOTSPOT_SECURITY_TOKEN) credentials.withSecurityToken(HOTSPOT_SECURITY_TOKEN);
  const client = new ClientBuilder((core) => core)
    .withEndpoint(HOTSPOT_URL)
    .withCredential(credentials)
    .build();
  const root = "/v1/{project_id}/hotspot-session-config";
  const send = async (method, url, { path = {}, query = {}, data } = {}) => {
    const headers = { "content-type": "application/json" };
    const pathParams = { project_id: projectId, ...path };
    const contentType = "application/json";
    return client.sendRequest({
      method,
      url,
      contentType,
      queryParams: query,
      pathParams,
      headers,
      ...(data && { data }),
    });
  };
  return {
    create: async () =>
      send("POST", root, {
        data: {
          hotspot_session_migration_enable: true,
          hotspot_exit_session_num: 4,
          non_migrate_users: [{ user_id: "u1", user_name: odd }],
        },
      }),
    configs: async (limit) => send("GET", root, { query: { offset: 0, limit } }),
    update: async (config_id) =>
      send("PATCH", `${root}/{config_id}`, {
        path: { config_id },
        data: { hotspot_session_migration_enable: false, hotspot_exit_session_num: 7 },
      }),
    change: async (config_id, update_type, user) =>
      send("PATCH", `${root}/{config_id}/non-migration-users`, {
        path: { config_id },
        data: { update_type, non_migrate_users: [user] },
      }),
    names: async (config_id, user_name) => {
      const found = await send("GET", `${root}/{config_id}/non-migration-users`, {
        path: { config_id },
        query: { user_name, offset: 0, limit: 10 },
      });
      return [found.total_count, found.non_migrate_users.map((user) => user.user_name)];
    },
  };
}

const errorOf = async (call) =>
  call.then(
    () => null,
    (error) => [
      Number(error.httpStatusCode),
      error.errorCode,
      error.errorMsg,
      Boolean(error.requestId),
    ],
  );

const { create, configs, update, change, names } = clientOf(HOTSPOT_SECRET_KEY, HOTSPOT_PROJECT_ID);
const { id } = await create();
const listed = (await configs(100)).items.map((item) => item.id);
const updated = await update(id);
await change(id, "ADD", { user_name: "Ωmega" });
const filtered = await names(id, odd);
const added = await names(id, "");
await change(id, "DELETE", { user_id: "u1" });
const result = {
  listed: listed.length === 1 && listed[0] === id,
  updated: [updated.hotspot_session_migration_enable, updated.hotspot_exit_session_num],
  filtered,
  added,
  left: await names(id, ""),
  errors: [
    await errorOf(configs(1000)),
    await errorOf(clientOf(`${HOTSPOT_SECRET_KEY}x`, HOTSPOT_PROJECT_ID).configs(100)),
    await errorOf(clientOf(HOTSPOT_SECRET_KEY, "another-project").create()),
  ],
};
for (const unknown of ["unknown", "answer-405", "answer-500", "answer-503"]) {
  result.errors.push(await errorOf(update(unknown)));
}
process.stdout.write(`\n${JSON.stringify(result)}\n`);
