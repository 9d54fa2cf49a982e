import type { UserInfo } from "@hotspot-session/client";
import { useEffect, useState } from "react";

import { words } from "../../words.ts";
import { DialogForm } from "../DialogForm.tsx";
import { TaskDialog } from "../TaskDialog.tsx";
import { useTask } from "../task.ts";
import { ChangeAsCode } from "./ChangeAsCode.tsx";
import { ConfirmCount, isCount, largeChange } from "./ConfirmCount.tsx";
import { EndedEarly } from "./EndedEarly.tsx";
import type { Ended, Some } from "./list-protocol.ts";
import { useListWorker } from "./use-list-worker.ts";
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
  const [users, setUsers] = useState<Some<UserInfo> | undefined>(
    selected && { count: selected.length, first: selected },
  );
  const [ended, setEnded] = useState<Ended>();
  const task = useTask();
  const ask = useListWorker(configId);
  const { title, readTitle, removing, done } = words.users.remove;

  async function read() {
    const found = await task.run(words.users.reading, (control) =>
      ask({ kind: "match", filter }, control),
    );
    if (found?.kind === "matches") setUsers(found.users);
  }
  useEffect(() => {
    if (selected === undefined) void read();
    // oxlint-disable-next-line react/exhaustive-deps -- once: reading again is up to the person
  }, []);

  /** @param list undefined for what the worker holds */
  async function remove(list: readonly UserInfo[] | undefined) {
    const result = await task.run(removing, (control) =>
      ask({ kind: "change", change: "remove", users: list }, control),
    );
    if (result?.kind !== "ended") return;
    if (result.end === "complete") return onDone(done(result.count));
    setEnded(result);
    onChanged(result.cause?.kind);
  }

  return (
    <TaskDialog
      title={users === undefined ? readTitle : title(ended?.count ?? users.count)}
      task={task}
      onClose={onClose}
    >
      {ended !== undefined ? (
        <EndedEarly
          ended={ended}
          kind="danger"
          onClose={onClose}
          onContinue={() => void remove(undefined)}
        />
      ) : users === undefined ? (
        <DialogForm
          close={words.users.close}
          submit={words.failure.retry}
          focus="submit"
          onClose={onClose}
          onSubmit={() => void read()}
        />
      ) : (
        <Confirmation
          configId={configId}
          users={users}
          onClose={onClose}
          onRemove={() => void remove(selected)}
        />
      )}
    </TaskDialog>
  );
}

interface ConfirmationProps {
  readonly configId: string;
  readonly users: Some<UserInfo>;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** Who would be removed. */
function Confirmation({ configId, users, onClose, onRemove }: ConfirmationProps) {
  const { count, first } = users;
  const [confirmed, setConfirmed] = useState("");
  const { title, lead, submit, noneLeft } = words.users.remove;
  if (count === 0) {
    return (
      <DialogForm close={words.users.close} focus="close" onClose={onClose}>
        <p role="status">{noneLeft}</p>
      </DialogForm>
    );
  }
  const isLarge = count > largeChange;
  return (
    <DialogForm
      aside={<ChangeAsCode configId={configId} change="remove" users={users} />}
      submit={submit(count)}
      kind="danger"
      isReady={!isLarge || isCount(confirmed, count)}
      focus={isLarge ? undefined : "close"}
      onClose={onClose}
      onSubmit={onRemove}
    >
      <p>{lead}</p>
      <UserSample label={title(count)} users={first} total={count} />
      {isLarge && (
        <ConfirmCount change="remove" count={count} text={confirmed} onChange={setConfirmed} />
      )}
    </DialogForm>
  );
}
