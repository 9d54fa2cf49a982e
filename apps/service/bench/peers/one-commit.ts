import { text } from "node:stream/consumers";
import { DatabaseSync } from "node:sqlite";

import { given, serve } from "./serve.ts";

// UpdateHotspotSessionConfig with one commit for each request: the same journal, syncs and kind of
// table, on the same disk. It validates nothing, which is in its favour.

interface Given {
  readonly token: string;
  readonly projectId: string;
  readonly database: string;
  readonly ids: readonly string[];
}
const { token, projectId, database: file, ids } = given<Given>();
const database = new DatabaseSync(file);
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE configs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL, enable INTEGER, exit_num INTEGER) STRICT;
  CREATE INDEX configs_of_project ON configs (project_id, seq);
`);
const insert = database.prepare("INSERT INTO configs (id, project_id) VALUES (?, ?)");
database.exec("BEGIN");
for (const id of ids) insert.run(id, projectId);
database.exec("COMMIT");
const update = database.prepare(
  "UPDATE configs SET enable = ?, exit_num = ? WHERE id = ? AND project_id = ?",
);

serve(async (request, response) => {
  const { hotspot_session_migration_enable: enable, hotspot_exit_session_num: num } = JSON.parse(
    await text(request),
  );
  const id = request.url?.split("/").at(-1) ?? "";
  const isKnown = request.headers["x-auth-token"] === token;
  const found = isKnown && update.run(Number(enable), num, id, projectId).changes === 1;
  response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
  response.end(
    JSON.stringify({ id, hotspot_session_migration_enable: enable, hotspot_exit_session_num: num }),
  );
});
