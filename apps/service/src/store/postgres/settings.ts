import type { UpdateHotspotSessionConfigRequest } from "@hotspot-session/types";

import {
  configColumns,
  configOf,
  type ConfigRow,
  settingColumns,
  settingsRow,
} from "../config-row.ts";
import type { Connections } from "./connections.ts";
import { isOfOneCall } from "./errors.ts";
import { gather } from "./gather.ts";
import { type Statement, type Transaction, writeOnce } from "./transaction.ts";

type Settings = UpdateHotspotSessionConfigRequest;

const columnsOf = (table: string, columns: readonly string[]) =>
  columns.map((column) => `${table}.${column}`).join();

const setSettings: Statement = {
  name: "set-settings",
  text: `UPDATE configs SET (${settingColumns.join()}) =
    ROW(${settingColumns.map((_, index) => `$${index + 3}`).join()})
    WHERE project_id = $1 AND id = $2 RETURNING ${configColumns.join()}`,
};

/**
 * For several configurations of a project; it does not wait for those that another transaction locks.
 * Rows are written by their physical address: by their keys, the planner would scan the whole project.
 */
export const setSettingsOfUnlocked: Statement = {
  name: "set-settings-of-unlocked",
  text: `UPDATE configs SET (${settingColumns.join()}) = ROW(${columnsOf("changed", settingColumns)})
    FROM json_populate_recordset(NULL::configs, $2) AS changed CROSS JOIN LATERAL (
      SELECT ctid AS address FROM configs WHERE project_id = $1 AND id = changed.id
      FOR NO KEY UPDATE SKIP LOCKED) AS unlocked
    WHERE configs.ctid = unlocked.address AND configs.id = changed.id
    AND configs.project_id || '' = $1
    RETURNING ${columnsOf("configs", configColumns)}`,
};

/** Changes the settings of configurations. */
export function settingsChanges(connectionsOf: (owner: string) => Connections) {
  const changeUnlocked = gather<object, [...ConfigRow]>((projectId, take) =>
    writeOnce(connectionsOf(projectId), setSettingsOfUnlocked, () => [
      projectId,
      JSON.stringify([...take().values()]),
    ]),
  );
  const answer = ([row]: readonly [...ConfigRow][]) => row && configOf(row);

  return {
    /** Together with other calls of the project, in a statement that commits itself. */
    async alone(projectId: string, id: string, to: Settings) {
      const [enable, exit_num] = settingsRow(to);
      const changed = await changeUnlocked(projectId, id, { id, enable, exit_num }).catch(
        (error: unknown) => {
          if (!isOfOneCall(error)) throw error;
        },
      );
      if (changed !== undefined) return configOf(changed);
      const own = connectionsOf(projectId);
      return answer(await writeOnce(own, setSettings, [projectId, id, ...settingsRow(to)]));
    },

    /** In a transaction. */
    within: async (step: Transaction, projectId: string, id: string, to: Settings) =>
      answer(await step.query(setSettings, [projectId, id, ...settingsRow(to)])),
  };
}
