// Runs in every runtime, so it uses nothing but the client and what is global in all of them.

import * as esModule from "@hotspot-session/client";

const projectId = "a4da8115c9d8464ead3a38309130523f";
const token = "correct-horse-battery-staple";
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 };
const user = { user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" };

/**
 * Uses the client as an application would, against the mock of the API.
 *
 * @param {string} baseUrl where the mock is
 * @param {typeof esModule} client the package, if not as an ES module
 * @returns {Promise<string[]>} what was done
 * @throws {Error} that names the first thing that went wrong
 */
export async function runSuite(baseUrl, { createHotspotClient, HotspotError } = esModule) {
  const hotspot = createHotspotClient({ baseUrl, projectId, token });
  const { configs, nonMigrationUsers } = hotspot;
  const page = await configs.list({ limit: 100 });
  const [{ id }] = page.items;

  const steps = {
    "configs.list": async () => equal(page.items.length, 1),
    "configs.create": async () => {
      const created = await configs.create({ ...settings, non_migrate_users: [user] });
      equal(created.non_migrate_users, [user]);
    },
    "configs.update": async () => {
      const updated = await configs.update(id, settings);
      equal(updated.hotspot_exit_session_num, settings.hotspot_exit_session_num);
    },
    "nonMigrationUsers.list": async () => {
      const query = { user_name: "tést & 测试", offset: 0, limit: 100 };
      equal((await nonMigrationUsers.list(id, query)).non_migrate_users, [user]);
    },
    "nonMigrationUsers.iterate": async () => {
      const names = [];
      for await (const { user_name } of nonMigrationUsers.iterate(id)) names.push(user_name);
      equal(names, [user.user_name]);
    },
    "nonMigrationUsers.add": async () => {
      await nonMigrationUsers.add(id, [user, { user_name: "测试" }]);
    },
    "nonMigrationUsers.remove": async () => {
      await nonMigrationUsers.remove(id, [{ user_name: "night-batch" }]);
    },
    "a signed call": async () => {
      const auth = {
        accessKey: "ACCESSKEY",
        secretKey: "secret-of-the-key",
        securityToken: "temporary",
      };
      const signing = createHotspotClient({ baseUrl, projectId, auth });
      equal((await signing.configs.update(id, settings)).id, id);
    },
    "a refusal": async () => {
      const error = await failureOf(configs.list({ limit: 1000 }));
      equal([error.status, error.error_code], [400, "WKS.00000400"]);
      equal(error instanceof HotspotError, true);
      equal(error.error_msg, "limit: must be <= 100");
    },
    "an abort": async () => {
      const controller = new AbortController();
      controller.abort();
      const error = await failureOf(configs.list({}, { signal: controller.signal }));
      equal(error.kind, "Aborted");
    },
    "no secret to be seen": async () => {
      const error = await failureOf(configs.list({ limit: 1000 }));
      equal(
        [String(error), String(error.stack), JSON.stringify(error)].join().includes(token),
        false,
      );
    },
  };

  const done = [];
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
    done.push(name);
  }
  return done;
}

/** @param {Promise<unknown>} call */
async function failureOf(call) {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof Error && "kind" in error) return error;
  throw new Error(`expected to fail with a HotspotError, not with ${error}`);
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 */
function equal(actual, expected) {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
  if (is !== should) throw new Error(`expected ${should}, not ${is}`);
}
