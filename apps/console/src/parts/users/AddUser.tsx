import { checkUsers } from "@hotspot-session/client/user-files";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { user } from "../../contract.ts";
import { useProject } from "../../project-context.ts";
import { words } from "../../words.ts";
import { DialogForm } from "../DialogForm.tsx";
import { Failure } from "../Failure.tsx";
import { ModalDialog } from "../ModalDialog.tsx";
import { Prose } from "../Prose.tsx";
import { TextInput } from "../TextInput.tsx";
import { ChangeAsCode } from "./ChangeAsCode.tsx";
import type { UserDialogProps } from "./user-dialog.ts";

const fields = ["user_id", "user_name"] as const;

/** What is left empty is not given. */
const userOf = ({ user_id, user_name }: Readonly<Record<(typeof fields)[number], string>>) => ({
  ...(user_id !== "" && { user_id }),
  ...(user_name !== "" && { user_name }),
});

/** A dialog for one user, checked against the contract before it is sent. */
export default function AddUser({ configId, onClose, onDone }: UserDialogProps) {
  const { nonMigrationUsers } = useProject().hotspot;
  const [given, setGiven] = useState({ user_id: "", user_name: "" });
  const [problem, setProblem] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: (users: Parameters<typeof nonMigrationUsers.add>[1]) =>
      nonMigrationUsers.add(configId, users),
    onSuccess: () => onDone(add.done(1)),
  });
  function submit() {
    const { users, problems } = checkUsers([userOf(given)]);
    setProblem(problems[0]?.problem ?? "");
    if (problems.length === 0) mutate(users);
  }
  // The problem of a field begins with its name.
  const isOf = (field: string) => problem.startsWith(`${field}: `);
  const { add, id, name } = words.users;
  // It cannot be taken back once it is sent: what comes of it is shown.
  const close = () => !isPending && onClose();
  return (
    <ModalDialog title={add.title} onClose={close}>
      <DialogForm
        aside={
          <ChangeAsCode
            configId={configId}
            change="add"
            users={{ count: 1, first: [userOf(given)] }}
          />
        }
        submit={isPending ? add.submitting : add.submit}
        isReady={!isPending}
        onClose={close}
        onSubmit={submit}
      >
        <p className="muted">{add.hint}</p>
        {fields.map((field, index) => (
          <TextInput
            key={field}
            label={field === "user_id" ? id : name}
            hint={<Prose text={user[field].description} />}
            error={isOf(field) ? problem : undefined}
            isMono={field === "user_id"}
            autoFocus={index === 0}
            dir="auto"
            value={given[field]}
            onChange={({ target }) => setGiven({ ...given, [field]: target.value })}
          />
        ))}
        {problem !== "" && !fields.some(isOf) && (
          <p role="alert" className="error">
            {add.neither}
          </p>
        )}
        {error !== null && <Failure error={error} />}
      </DialogForm>
    </ModalDialog>
  );
}
