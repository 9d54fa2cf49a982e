import type { DatabaseSync } from "node:sqlite";

import type { UpdateHotspotSessionConfigRequest } from "@hotspot-session/types";

import {
  type Config,
  configColumns,
  configOf,
  type ConfigRow,
  rowOf,
  settingColumns,
  settingsRow,
} from "../config-row.ts";
import { totalOfConfig } from "./ranges.ts";
import { prepare } from "./statement.ts";

/** The configurations in a database, without their users. Called within a transaction. */
export function configs(database: DatabaseSync) {
  const last = prepare<readonly [id: string]>(
    database,
    "SELECT id FROM configs WHERE project_id = ? ORDER BY seq DESC LIMIT 1",
  );
  const insert = prepare<readonly [seq: number]>(
    database,
    `INSERT INTO configs (project_id, ${configColumns.join()})
     VALUES (?, ${configColumns.map(() => "?").join()}) RETURNING seq`,
  );
  const update = database.prepare(
    `UPDATE configs SET (${settingColumns.join()}) = (${settingColumns.map(() => "?").join()})
     WHERE id = ? AND project_id = ?`,
  );
  const read = prepare<ConfigRow>(
    database,
    `SELECT ${configColumns.join()} FROM configs WHERE id = ?`,
  );
  const find = prepare<readonly [seq: number, total: number]>(
    database,
    `SELECT seq, ${totalOfConfig} FROM configs WHERE id = ? AND project_id = ?`,
  );

  return {
    lastId: (projectId: string): string | undefined => last.get(projectId)?.[0],

    /** @returns its `seq` */
    add(projectId: string, config: Config): number {
      const [seq] = insert.get(projectId, ...rowOf(config)) ?? [];
      if (seq === undefined) throw new Error("an INSERT returned no row");
      return seq;
    },

    update(
      projectId: string,
      configId: string,
      settings: UpdateHotspotSessionConfigRequest,
    ): Config | undefined {
      const { changes } = update.run(...settingsRow(settings), configId, projectId);
      if (changes === 0) return undefined;
      const row = read.get(configId);
      return row && configOf(row);
    },

    /** Its `seq`, and the number of its users. */
    find: (projectId: string, configId: string) => find.get(configId, projectId),
  };
}
