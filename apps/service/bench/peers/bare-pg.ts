import { createHash } from "node:crypto";

import { Pool } from "pg";

import { configsWithUsers } from "../../src/store/postgres/configs.ts";
import { clientConfig } from "../../src/store/postgres/client-config.ts";
import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { statements } from "../../src/store/postgres/users.ts";
import { projectId } from "../project.ts";
import { given, serve } from "./serve.ts";

// The statements of the service by `pg` alone, behind node:http alone: rows are sent as they come.

const { token, url } = given<{ readonly token: string; readonly url: string }>();
const target = parseConnectionString(url);
const pool = new Pool({ ...clientConfig(target), ...target.hosts[0], max: 10 });
const hash = createHash("sha256").update(token).digest();
const findToken = {
  name: "find-token",
  text: "SELECT project_id, role FROM tokens WHERE hash = $1 AND revoked_at IS NULL",
  values: [hash],
};
const setSettings = {
  name: "set-settings",
  text: `UPDATE configs SET enable = $3, exit_num = $4 WHERE project_id = $1 AND id = $2
    RETURNING seq`,
};
const run = async (query: { name: string; text: string }, values: unknown[]) =>
  (await pool.query({ ...query, values, rowMode: "array" })).rows;

async function answer(method: string, path: string, body: string): Promise<unknown> {
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
