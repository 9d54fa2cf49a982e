import type { ReactNode } from "react";

import { words } from "../words.ts";
import styles from "./DialogForm.module.css";
import { Failure } from "./Failure.tsx";
import { ModalDialog } from "./ModalDialog.tsx";
import type { Task } from "./task.ts";
import { TaskProgress } from "./TaskProgress.tsx";

interface TaskDialogProps {
  readonly title: string;
  readonly task: Task;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog for what takes time: it shows the progress in place of its content, and then how it ended. */
export function TaskDialog({ title, task, isWide = false, onClose, children }: TaskDialogProps) {
  const { isRunning, isCancelled, error } = task;
  return (
    <ModalDialog title={title} isWide={isWide} onClose={() => !isRunning && onClose()}>
      {isRunning ? (
        <TaskProgress task={task} />
      ) : (
        <div className={styles["body"]}>
          {error !== undefined && <Failure error={error} />}
          {isCancelled === true && <p role="status">{words.task.cancelled}</p>}
          {children}
        </div>
      )}
    </ModalDialog>
  );
}
