import type { UserInfo } from "@hotspot-session/client";
import { maxNonMigrateUsers } from "@hotspot-session/client/bounds";
import { changeUsers, type ChangeUsersResult, describeAccount } from "@hotspot-session/client/sync";
import { useEffect, useState } from "react";

import { callFailureOf } from "../../call-failure.ts";
import controls from "../../controls.module.css";
import { useProject } from "../../project-context.ts";
import { queryOf } from "../../queries.ts";
import { words } from "../../words.ts";
import { AsCode } from "../AsCode.tsx";
import { DialogActions } from "../DialogActions.tsx";
import { Failure } from "../Failure.tsx";
import { ModalDialog } from "../ModalDialog.tsx";
import { useTask } from "../task.ts";
import { TaskProgress } from "../TaskProgress.tsx";
import { ChangeReport } from "./ChangeReport.tsx";
import { ConfirmCount, isCount, largeRemoval } from "./ConfirmCount.tsx";
import styles from "./forms.module.css";
import type { UserDialogProps } from "./user-dialog.ts";
import { UserSample } from "./UserSample.tsx";

interface RemoveUsersProps extends UserDialogProps {
  /** Undefined for all that match the filter: they are read first, so that it is known who they are. */
  readonly selected: readonly UserInfo[] | undefined;
  readonly filter: string;
}

/** Removes users, after their number is confirmed. */
export default function RemoveUsers({ selected, filter, ...dialog }: RemoveUsersProps) {
  const { configId, onClose, onChanged, onDone } = dialog;
  const { nonMigrationUsers } = useProject().hotspot;
  const [users, setUsers] = useState(selected);
  const [confirmed, setConfirmed] = useState("");
  const [partial, setPartial] = useState<ChangeUsersResult>();
  const task = useTask();
  const count = users?.length ?? 0;
  const isConfirmed = count <= largeRemoval || isCount(confirmed, count);

  async function read() {
    const found = await task.run(words.users.reading, async ({ signal, report }) => {
      const query = queryOf(filter);
      const { total_count } = await nonMigrationUsers.list(
        configId,
        { ...query, limit: 1 },
        { signal },
      );
      const matching: UserInfo[] = [];
      for await (const user of nonMigrationUsers.iterate(configId, query, { signal })) {
        // The id identifies an entry; only without one its name does.
        const { user_id } = user;
        matching.push(user_id === undefined || matching.length < sample ? user : { user_id });
        report({ label: words.users.reading, done: matching.length, total: total_count });
      }
      return matching;
    });
    setUsers(found);
    if (found === undefined) return;
    setConfirmed("");
  }
  const isRead = selected !== undefined;
  useEffect(() => {
    if (!isRead) void read();
    // oxlint-disable-next-line react/exhaustive-deps -- once: reading again is up to the person
  }, []);

  async function remove(list: readonly UserInfo[]) {
    const result = await task.run(words.users.remove.removing, ({ signal, report }) =>
      changeUsers(nonMigrationUsers, configId, "remove", list, {
        signal,
        onProgress: (done) =>
          report({ label: words.users.remove.removing, done, total: list.length }),
      }),
    );
    if (result?.end === "complete") return onDone(words.users.remove.done(list.length));
    setPartial(result);
    onChanged(result?.cause === undefined ? undefined : callFailureOf(result.cause).kind);
  }

  const { title, readTitle, lead, submit, noneLeft } = words.users.remove;
  const isAsking = users !== undefined && count > 0 && partial === undefined && !task.isRunning;
  const close = (
    <button type="button" className={controls["button"]} onClick={onClose}>
      {isAsking ? words.form.cancel : words.users.close}
    </button>
  );
  return (
    <ModalDialog
      title={users === undefined ? readTitle : title(count)}
      onClose={() => !task.isRunning && onClose()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isAsking && isConfirmed) void remove(users);
        }}
      >
        <div className={styles["body"]}>
          {task.isRunning && <TaskProgress task={task} />}
          {task.error !== undefined && <Failure error={task.error} />}
          {task.isCancelled === true && partial === undefined && (
            <p role="status">{words.task.cancelled}</p>
          )}
          {isAsking && (
            <>
              <p>{lead}</p>
              <UserSample label={title(count)} users={users} />
              {count > largeRemoval && (
                <ConfirmCount count={count} text={confirmed} onChange={setConfirmed} />
              )}
            </>
          )}
          {users !== undefined && count === 0 && <p role="status">{noneLeft}</p>}
          {partial !== undefined && users !== undefined && !task.isRunning && (
            <ChangeReport
              error={partial.cause}
              sentences={describeAccount(partial, numbered(users), {
                done: "removed",
                unit: "user",
              })}
            />
          )}
        </div>
        {!task.isRunning && (
          <DialogActions
            aside={
              isAsking &&
              count <= maxNonMigrateUsers && (
                <AsCode
                  call={{
                    operation: "UpdateNonMigrationUsers",
                    configId,
                    body: { update_type: "DELETE", non_migrate_users: [...users] },
                  }}
                />
              )
            }
          >
            {close}
            {isAsking && (
              <button type="submit" className={controls["danger"]} aria-disabled={!isConfirmed}>
                {submit(count)}
              </button>
            )}
            {partial !== undefined && users !== undefined && (
              <button
                type="button"
                className={controls["danger"]}
                onClick={() => {
                  const rest = users.slice(partial.resumeFrom);
                  setUsers(rest);
                  void remove(rest);
                }}
              >
                {words.users.partial.continue}
              </button>
            )}
            {users === undefined && (
              <button type="button" className={controls["button"]} onClick={() => void read()}>
                {words.failure.retry}
              </button>
            )}
          </DialogActions>
        )}
      </form>
    </ModalDialog>
  );
}

/** How many users are kept with their names, to be shown. */
const sample = 5;

/** The users are numbered in the order in which they are removed. */
const numbered = (users: readonly UserInfo[]) => ({
  users,
  lines: Array.from(users, (_, index) => index + 1),
});
