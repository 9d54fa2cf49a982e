import type { UserListProblem } from "@hotspot-session/client/user-files";

import { words } from "../../words.ts";
import { VisibleText } from "../VisibleText.tsx";
import type { Some } from "./list-protocol.ts";
import styles from "./ListProblems.module.css";

interface ListProblemsProps {
  readonly problems: Some<UserListProblem>;
}

/** What is wrong in a list, line by line. */
export function ListProblems({ problems }: ListProblemsProps) {
  const title = words.users.import.wrong(problems.count);
  return (
    <div role="alert" className="alert">
      <p>{title}</p>
      {/* It scrolls where there are many: the keyboard must reach it. */}
      <ul className={styles["problems"]} tabIndex={0} aria-label={title}>
        {problems.first.map(({ line, problem }) => (
          <li key={line}>
            <span>
              {words.users.import.line} {line}
            </span>
            <VisibleText text={problem} />
          </li>
        ))}
      </ul>
    </div>
  );
}
