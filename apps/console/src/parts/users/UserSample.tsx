import type { UserInfo } from "@hotspot-session/client";

import { words } from "../../words.ts";
import styles from "./UserSample.module.css";
import { UserCells } from "./UserTable.tsx";

/** How many are shown of a list unless it says otherwise. */
const usual = 5;

interface UserSampleProps {
  readonly label: string;
  readonly users: readonly UserInfo[];
  /** Of each, where they are from a file. */
  readonly lines?: readonly number[];
  /** How many there are: `users` may not be all. */
  readonly total: number;
  readonly shown?: number;
}

/** The first users of a list, and how many more there are. */
export function UserSample(props: UserSampleProps) {
  const { label, users, lines, total, shown = usual } = props;
  const rest = total - shown;
  return (
    <div className={styles["frame"]}>
      <table className={styles["table"]} aria-label={label}>
        <thead>
          <tr>
            {lines && <th scope="col">{words.users.import.line}</th>}
            <th scope="col">{words.users.name}</th>
            <th scope="col">{words.users.id}</th>
          </tr>
        </thead>
        <tbody>
          {users.slice(0, shown).map((user, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the list never changes
            <tr key={index}>
              {lines && <td>{lines[index]}</td>}
              <UserCells user={user} />
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className={styles["more"]}>{words.users.more(rest)}</p>}
    </div>
  );
}
