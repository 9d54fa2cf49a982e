import { maxNonMigrateUsers } from "@hotspot-session/client/bounds";
import type { HotspotSessionMigrationConfig } from "@hotspot-session/client";
import { Link } from "@tanstack/react-router";

import { useProject } from "../project-context.ts";
import { words } from "../words.ts";
import styles from "./ConfigTable.module.css";

interface ConfigTableProps {
  /** Undefined while they are loaded. */
  readonly items: readonly HotspotSessionMigrationConfig[] | undefined;
  /** How many rows to keep room for in that time. */
  readonly rows: number;
}

/** The configurations of a page, each a link to its own view. */
export function ConfigTable({ items, rows }: ConfigTableProps) {
  const { id, enable, exit, users, title, loading } = words.configs;
  return (
    <div className={styles["frame"]}>
      <table className={styles["table"]} aria-label={title} aria-busy={items === undefined}>
        <thead>
          <tr>
            <th scope="col">{id}</th>
            <th scope="col">{enable}</th>
            <th scope="col">{exit}</th>
            <th scope="col">{users}</th>
          </tr>
        </thead>
        <tbody>
          {items === undefined
            ? Array.from({ length: Math.min(rows, 10) }, (_, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- all are alike
                <tr key={index} className={styles["loading"]}>
                  <td colSpan={4}>
                    {index === 0 && (
                      <span role="status" className="hidden">
                        {loading}
                      </span>
                    )}
                  </td>
                </tr>
              ))
            : items.map((config) => <Row key={config.id} config={config} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ config }: { readonly config: HotspotSessionMigrationConfig }) {
  const { projectId } = useProject().session;
  const { hotspot_session_migration_enable: isOn, hotspot_exit_session_num, id } = config;
  const { length } = config.non_migrate_users;
  return (
    <tr>
      <th scope="row">
        <Link to="/p/$projectId/configs/$configId" params={{ projectId, configId: id }}>
          <bdi>{id}</bdi>
        </Link>
      </th>
      <td>
        <span className={styles[isOn ? "on" : "off"]}>
          {isOn ? words.configs.on : words.configs.off}
        </span>
      </td>
      <td>{hotspot_exit_session_num}</td>
      {/* The answer holds at most this number of them, and no total. */}
      <td>{length < maxNonMigrateUsers ? length : words.configs.atLeast(maxNonMigrateUsers)}</td>
    </tr>
  );
}
