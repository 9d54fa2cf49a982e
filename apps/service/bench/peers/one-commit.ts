import { text } from "node:stream/consumers";
import { DatabaseSync } from "node:sqlite";

import { given, serve } from "./serve.ts";

// UpdateHotspotSessionConfig with one commit for each request: the same journal and syncs as the
// service, on the same disk. It validates nothing, which is in its favour.

const { token, file, ids } = given<{ token: string; file: string; ids: string[] }>();
const database = new DatabaseSync(file);
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE configs (id TEXT PRIMARY KEY, enable INTEGER, exit_num INTEGER) STRICT;
`);
const insert = database.prepare("INSERT INTO configs (id) SELECT value FROM json_each(?)");
insert.run(JSON.stringify(ids));
const update = database.prepare("UPDATE configs SET enable = ?, exit_num = ? WHERE id = ?");

serve(async (request, response) => {
  const settings = JSON.parse(await text(request));
  const { hotspot_session_migration_enable: enable, hotspot_exit_session_num: num } = settings;
  const id = request.url?.split("/").at(-1) ?? "";
  const isKnown = request.headers["x-auth-token"] === token;
  const found = isKnown && update.run(Number(enable), num, id).changes === 1;
  response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify({ id, ...settings }));
});
