import { type UserFileFormat, userFileFormats } from "@hotspot-session/client/user-files";

import { words } from "../../words.ts";
import { VisibleText } from "../VisibleText.tsx";
import type { Summary } from "./list-protocol.ts";
import type { ListSource } from "./list-source.ts";
import styles from "./ListPreview.module.css";
import { ListProblems } from "./ListProblems.tsx";
import { UserSample } from "./UserSample.tsx";

interface ListPreviewProps {
  readonly source: ListSource;
  readonly summary: Summary;
  readonly onFormat: (format: UserFileFormat) => void;
}

/** What was understood of a list, and what was not. */
export function ListPreview({ source, summary, onFormat }: ListPreviewProps) {
  const { name, format } = source;
  const { users, lines, problems, repeated } = summary;
  const { understood, repeated: repeats, formats } = words.users.import;
  return (
    <div className={styles["preview"]}>
      <div className={styles["head"]}>
        <p className={styles["source"]}>
          <strong role="status">{understood(users.count)}</strong>
          <VisibleText text={name} />
        </p>
        <label>
          {words.users.import.format}
          <select
            className="choice"
            value={format}
            onChange={(event) => {
              const chosen = userFileFormats.find((one) => one === event.target.value);
              if (chosen !== undefined) onFormat(chosen);
            }}
          >
            {userFileFormats.map((one) => (
              <option key={one} value={one}>
                {formats[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {users.count > 0 && (
        <UserSample label={name} users={users.first} lines={lines} total={users.count} />
      )}
      {problems.count > 0 && <ListProblems problems={problems} />}
      {repeated.count > 0 && <p className="muted">{repeats(repeated.count, named(repeated))}</p>}
    </div>
  );
}

/** The first lines, so that they are found. */
const named = ({ count, first }: Summary["repeated"]) =>
  first.join(", ") + (count > first.length ? ", …" : "");
