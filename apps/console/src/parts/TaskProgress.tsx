import { words } from "../words.ts";
import type { Task } from "./task.ts";
import styles from "./TaskProgress.module.css";

/** How far a task is, with the way to end it. Each tenth is announced. */
export function TaskProgress({ task }: { readonly task: Task }) {
  const { progress, isCancelling, cancel } = task;
  if (progress === undefined) return null;
  const { label, done, total, unit } = progress;
  const text = unit === "bytes" ? words.users.bytes : words.users.progress;
  const tenth = total > 0 ? Math.floor((done / total) * 10) * 10 : 0;
  return (
    <div className={styles["task"]}>
      <p className={styles["label"]}>
        <span>{label}</span>
        {total > 0 && <span>{text(done, total)}</span>}
      </p>
      <progress aria-label={label} {...(total > 0 && { value: done, max: total })} />
      <p role="status" className="hidden">
        {words.task.announced(label, tenth)}
      </p>
      <button
        type="button"
        // The button that began it is gone: the focus stays in the dialog.
        autoFocus
        className="button"
        aria-disabled={isCancelling === true}
        onClick={cancel}
      >
        {isCancelling === true ? words.task.cancelling : words.task.cancel}
      </button>
    </div>
  );
}
