import { maxPageLimit } from "@hotspot-session/client/bounds";
import type { UserFileOutput } from "@hotspot-session/client/user-files";
import { useState } from "react";

import { queryOf } from "../../queries.ts";
import { words } from "../../words.ts";
import { AsCode } from "../AsCode.tsx";
import { DialogForm } from "../DialogForm.tsx";
import { TaskDialog } from "../TaskDialog.tsx";
import { useTask } from "../task.ts";
import { VisibleText } from "../VisibleText.tsx";
import { Choices } from "./Choices.tsx";
import { chooseFile, download } from "./choose-file.ts";
import { useListWorker } from "./use-list-worker.ts";
import type { UserDialogProps } from "./user-dialog.ts";

interface ExportUsersProps extends Pick<UserDialogProps, "configId" | "onClose" | "onDone"> {
  readonly filter: string;
  /** How many users match the filter. */
  readonly total: number;
}

/** Writes all users that match the filter to a file, page by page as they are read. */
export default function ExportUsers({ configId, filter, total, ...rest }: ExportUsersProps) {
  const { onClose, onDone } = rest;
  const [output, setOutput] = useState<UserFileOutput>("csv");
  const task = useTask();
  const ask = useListWorker(configId);
  const { title, all, matching, format, outputs, submit, failed, exporting, done } =
    words.users.export;

  async function save() {
    const name = `exempt-users-${configId}.${output === "ndjson" ? "ndjson" : "csv"}`;
    const exported = await task.run(exporting, async (control) => {
      const file = await chooseFile(name);
      if (file === undefined) return undefined;
      const chosen = file === "download" ? undefined : file;
      return ask({ kind: "export", filter, output, file: chosen }, control);
    });
    if (exported?.kind !== "exported") return;
    if (exported.content !== undefined) download(name, exported.content);
    onDone(done(exported.count));
  }

  return (
    <TaskDialog title={title} task={task} onClose={onClose}>
      <DialogForm
        aside={
          <AsCode
            call={{
              operation: "ListNonMigrationUsers",
              configId,
              query: { ...queryOf(filter), limit: maxPageLimit },
            }}
          />
        }
        submit={submit}
        onClose={onClose}
        onSubmit={() => void save()}
      >
        <p className="muted">
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
        {(task.error !== undefined || task.isCancelled === true) && <p role="status">{failed}</p>}
      </DialogForm>
    </TaskDialog>
  );
}
