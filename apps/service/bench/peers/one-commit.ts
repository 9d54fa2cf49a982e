import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { Ajv2020 } from "ajv/dist/2020.js";

import { listen } from "./listen.ts";

// UpdateHotspotSessionConfig with one commit for each request: the same journal, the same syncs,
// the same kind of table, on the same disk.
//
// It does what cannot be left out: finds the id in the path, compares the token, reads the body
// and checks it against the contract, updates, answers with the same headers. It does less than the
// service elsewhere: no routing, one token known by heart, a failure is a bare 400 or 404, or the end, no
// limits and no log. So it errs in favour of one commit for each request.

interface Task {
  readonly token: string;
  readonly projectId: string;
  readonly database: string;
  readonly configIds: readonly string[];
}

interface Settings {
  readonly hotspot_session_migration_enable: boolean;
  readonly hotspot_exit_session_num: number;
}

const task: Task = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));

const database = new DatabaseSync(task.database);
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE configs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL,
    enable INTEGER NOT NULL,
    exit_num INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX configs_of_project ON configs (project_id, seq);
  BEGIN;
`);
const insert = database.prepare(
  "INSERT INTO configs (id, project_id, enable, exit_num) VALUES (?, ?, 1, 4)",
);
for (const id of task.configIds) insert.run(id, task.projectId);
database.exec("COMMIT");

const update = database.prepare(
  "UPDATE configs SET enable = ?, exit_num = ? WHERE id = ? AND project_id = ?",
);
const isSettings = new Ajv2020({ strict: false, formats: { int32: true } })
  .addSchema(contract, "contract")
  .compile<Settings>({ $ref: "contract#/components/schemas/UpdateHotspotSessionConfigRequest" });
const start = `/v1/${task.projectId}/hotspot-session-config/`;

/** The answer to a request whose body has arrived: its status and text. */
function answer(id: string, text: string): readonly [number, string] {
  const body: unknown = JSON.parse(text);
  if (!isSettings(body)) return [400, ""];
  const { hotspot_session_migration_enable: enable, hotspot_exit_session_num: num } = body;
  const { changes } = update.run(Number(enable), num, id, task.projectId);
  if (changes === 0) return [404, ""];
  return [200, JSON.stringify({ id, ...body })];
}

listen(
  createServer((request, response) => {
    const { url = "", headers } = request;
    const isKnown = url.startsWith(start) && headers["x-auth-token"] === task.token;
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => void (text += chunk));
    request.on("end", () => {
      const [status, body] = isKnown ? answer(url.slice(start.length), text) : [404, ""];
      const head = {
        "x-request-id": randomUUID().replaceAll("-", ""),
        "cache-control": "no-store",
        "content-type": "application/json; charset=utf-8",
        "content-length": body.length,
      };
      response.writeHead(status, head).end(body);
    });
  }),
);
