import type { UserInfo } from "@hotspot-session/client";

import { visible } from "../../visible.ts";
import { words } from "../../words.ts";
import { VisibleText } from "../VisibleText.tsx";
import { keyOf, type SelectionState } from "./selection.ts";
import styles from "./UserTable.module.css";

declare module "react" {
  interface CSSProperties {
    readonly "--rows"?: number;
  }
}

interface UserTableProps {
  /** Undefined while the first page is loaded. */
  readonly users: readonly UserInfo[] | undefined;
  /** How many rows to keep room for. */
  readonly rows: number;
  /** Whether another page is on its way. */
  readonly isStale: boolean;
  readonly selection: SelectionState;
}

/** The users of a page, to be looked at and selected. */
export function UserTable({ users, rows, isStale, selection }: UserTableProps) {
  const { id, name, title, selectPage, loading } = words.users;
  const page = users ?? [];
  const count = page.filter(selection.has).length;
  return (
    <div className={styles["frame"]} style={{ "--rows": rows }} data-stale={isStale}>
      <table
        className={styles["table"]}
        aria-label={title}
        aria-busy={users === undefined || isStale}
      >
        <thead>
          <tr>
            <td>
              <input
                type="checkbox"
                aria-label={selectPage}
                disabled={page.length === 0}
                checked={page.length > 0 && count === page.length}
                ref={(box) => {
                  if (box !== null) box.indeterminate = count > 0 && count < page.length;
                }}
                onChange={(event) => selection.toggle(page, event.target.checked, page)}
              />
            </td>
            <th scope="col">{name}</th>
            <th scope="col">{id}</th>
          </tr>
        </thead>
        <tbody>
          {page.map((user) => (
            <tr key={keyOf(user)} data-selected={selection.has(user)}>
              <td>
                <input
                  type="checkbox"
                  aria-label={words.users.select(visible(user.user_name ?? user.user_id ?? ""))}
                  checked={selection.has(user)}
                  onChange={({ target }) => selection.toggle([user], target.checked, page)}
                />
              </td>
              <UserCells user={user} />
            </tr>
          ))}
        </tbody>
      </table>
      {users === undefined && (
        <p role="status" className={styles["loading"]}>
          {loading}
        </p>
      )}
    </div>
  );
}

/** The name and the id of a user. */
export const UserCells = ({ user }: { readonly user: UserInfo }) => (
  <>
    <td>{shown(user.user_name)}</td>
    <td>{shown(user.user_id)}</td>
  </>
);

const shown = (text: string | undefined) =>
  text === undefined ? <span className={styles["none"]}>—</span> : <VisibleText text={text} />;
