import { words } from "../../words.ts";
import { Failure } from "../Failure.tsx";
import styles from "./ChangeReport.module.css";

interface ChangeReportProps {
  /** Undefined where it was cancelled. */
  readonly error: unknown;
  readonly sentences: readonly string[];
}

/** What was changed and what was not, where a change ended early; and why it did. */
export function ChangeReport({ error, sentences }: ChangeReportProps) {
  return (
    <div className={styles["report"]}>
      {error === undefined ? (
        <p role="status">{words.task.cancelled}</p>
      ) : (
        <Failure error={error} />
      )}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
