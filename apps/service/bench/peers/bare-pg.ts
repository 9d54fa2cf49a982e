import { createHash } from "node:crypto";

import { Pool } from "pg";

import { configsWithUsers } from "../../src/store/postgres/configs.ts";
import { clientConfig } from "../../src/store/postgres/client-config.ts";
import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { defaultPoolSize } from "../../src/store/postgres/connections.ts";
import { statements } from "../../src/store/postgres/users.ts";
import { projectId } from "../project.ts";
import type { Window } from "../load.ts";
import { given, serve } from "./serve.ts";

// What the service asks PostgreSQL for a request, by `pg` alone and behind node:http alone: the token, and
// then the operation's statement. Rows are sent as they come.

const { token, url } = given<{ readonly token: string; readonly url: string }>();
const target = parseConnectionString(url);
const pool = new Pool({ ...clientConfig(target), ...target.hosts[0], max: defaultPoolSize });
const hash = createHash("sha256").update(token).digest();
const findToken = {
  name: "find-token",
  text: "SELECT project_id, role FROM tokens WHERE hash = $1 AND revoked_at IS NULL",
  values: [hash],
};
const setSettings = {
  name: "set-settings",
  text: `UPDATE configs SET enable = $3, exit_num = $4 WHERE project_id = $1 AND id = $2
    RETURNING id, enable, exit_num`,
};
const run = async (query: { name: string; text: string }, values: unknown[]) =>
  (await pool.query({ ...query, values, rowMode: "array" })).rows;

/** Makes the statements of PATCH in turn, on each connection, for some milliseconds. */
async function loop(ms: number) {
  const ids: string[] = (await pool.query("SELECT id FROM configs")).rows.map(({ id }) => id);
  const begin = performance.now();
  let answered = 0;
  async function connection(_: unknown, first: number) {
    for (let turn = first; performance.now() - begin < ms; turn += defaultPoolSize) {
      await pool.query(findToken);
      await run(setSettings, [projectId, ids[turn % ids.length], true, turn % 100]);
      answered += 1;
    }
  }
  await Promise.all(Array.from({ length: defaultPoolSize }, connection));
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, answered, refused: 0, failed: 0, p99: Number.NaN } satisfies Window;
}

async function answer(method: string, path: string, body: string): Promise<unknown> {
  if (method === "POST") return loop(Number(body));
  await pool.query(findToken);
  const id = path.split("/")[4] ?? "";
  if (method === "PATCH") {
    const settings = JSON.parse(body);
    return run(setSettings, [
      projectId,
      id,
      settings.hotspot_session_migration_enable,
      settings.hotspot_exit_session_num,
    ]);
  }
  if (path.includes("users")) return run(statements.pageOfUsers, [projectId, id, 0, 100]);
  return run(configsWithUsers, [projectId, 10, 0]);
}

serve((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    answer(request.method ?? "", request.url ?? "", body).then(
      (rows) => response.end(JSON.stringify(rows)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
