import { type UserFileOutput, writeUsers } from "@hotspot-session/client/user-files";
import { useState } from "react";

import controls from "../../controls.module.css";
import { useProject } from "../../project-context.ts";
import { queryOf } from "../../queries.ts";
import { words } from "../../words.ts";
import { Failure } from "../Failure.tsx";
import { DialogActions } from "../DialogActions.tsx";
import { ModalDialog } from "../ModalDialog.tsx";
import { useTask } from "../task.ts";
import { TaskProgress } from "../TaskProgress.tsx";
import { VisibleText } from "../VisibleText.tsx";
import { Choices } from "./Choices.tsx";
import styles from "./forms.module.css";
import { openFile } from "./save-file.ts";
import type { UserDialogProps } from "./user-dialog.ts";

interface ExportUsersProps extends Pick<UserDialogProps, "configId" | "onClose" | "onDone"> {
  readonly filter: string;
  /** How many users match the filter. */
  readonly total: number;
}

const files: Readonly<Record<UserFileOutput, readonly [extension: string, type: string]>> = {
  csv: ["csv", "text/csv"],
  spreadsheet: ["csv", "text/csv"],
  ndjson: ["ndjson", "application/x-ndjson"],
};

/** Writes all users that match the filter to a file, page by page as they are read. */
export default function ExportUsers({
  configId,
  filter,
  total,
  onClose,
  onDone,
}: ExportUsersProps) {
  const { nonMigrationUsers } = useProject().hotspot;
  const [output, setOutput] = useState<UserFileOutput>("csv");
  const task = useTask();
  const label = words.users.export.exporting;

  async function save() {
    const count = await task.run(label, async ({ signal, report }) => {
      const [extension, type] = files[output];
      const file = await openFile(`exempt-users-${configId}.${extension}`, type);
      if (file === undefined) return undefined;
      let done = 0;
      async function* counted() {
        for await (const user of nonMigrationUsers.iterate(configId, queryOf(filter), { signal })) {
          yield user;
          report({ label, done: (done += 1), total: Math.max(total, done + 1) });
        }
      }
      try {
        for await (const text of writeUsers(counted(), output)) await file.write(text);
        await file.close();
        return done;
      } catch (error) {
        await file.abort();
        throw error;
      }
    });
    if (count !== undefined) onDone(words.users.export.done(count));
  }

  const { title, all, matching, format, outputs, submit, failed } = words.users.export;
  const hasFailed = task.error !== undefined || task.isCancelled === true;
  return (
    <ModalDialog title={title} onClose={() => !task.isRunning && onClose()}>
      {task.isRunning ? (
        <TaskProgress task={task} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div className={styles["body"]}>
            <p className={controls["hint"]}>
              {filter === "" ? (
                all(total)
              ) : (
                <>
                  {matching} “<VisibleText text={filter} />
                  ”: {words.users.counted(total)}.
                </>
              )}
            </p>
            <Choices legend={format} choices={outputs} chosen={output} onChoose={setOutput} />
            {task.error !== undefined && <Failure error={task.error} />}
            {hasFailed && <p role="status">{failed}</p>}
          </div>
          <DialogActions>
            <button type="button" className={controls["button"]} onClick={onClose}>
              {words.form.cancel}
            </button>
            <button type="submit" className={controls["primary"]}>
              {submit}
            </button>
          </DialogActions>
        </form>
      )}
    </ModalDialog>
  );
}
