import { checkUsers } from "@hotspot-session/client/user-files";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { FieldError, Form, Input, Label, Text, TextField } from "react-aria-components";

import { user } from "../../contract.ts";
import controls from "../../controls.module.css";
import { useProject } from "../../project-context.ts";
import { words } from "../../words.ts";
import { AsCode } from "../AsCode.tsx";
import { DialogActions } from "../DialogActions.tsx";
import { Failure } from "../Failure.tsx";
import { ModalDialog } from "../ModalDialog.tsx";
import { Prose } from "../Prose.tsx";
import styles from "./forms.module.css";
import type { UserDialogProps } from "./user-dialog.ts";

/** A dialog for one user, checked against the contract before it is sent. */
export default function AddUser({ configId, onClose, onDone }: UserDialogProps) {
  const { nonMigrationUsers } = useProject().hotspot;
  const [given, setGiven] = useState({ user_id: "", user_name: "" });
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (users: Parameters<typeof nonMigrationUsers.add>[1]) =>
      nonMigrationUsers.add(configId, users),
    onSuccess: () => onDone(words.users.add.done(1)),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    const { users, problems } = checkUsers([userOf(given)]);
    setProblem(problems[0]?.problem);
    if (problems.length === 0) mutate(users);
  }
  // The problem of a field begins with its name.
  const problems = Object.fromEntries(
    fields.map((field) => [field, problem?.startsWith(`${field}: `) ? problem : undefined]),
  );
  const { title, hint, submitting } = words.users.add;
  // It cannot be taken back once it is sent: what comes of it is shown.
  const close = () => !isPending && onClose();
  return (
    <ModalDialog title={title} onClose={close}>
      <Form onSubmit={submit} validationBehavior="aria">
        <div className={styles["body"]}>
          <p className={controls["hint"]}>{hint}</p>
          {fields.map((field, index) => (
            <TextField
              key={field}
              className={controls["field"] ?? ""}
              value={given[field]}
              onChange={(text) => setGiven({ ...given, [field]: text })}
              isInvalid={problems[field] !== undefined}
              autoFocus={index === 0}
              autoComplete="off"
            >
              <Label className={controls["label"] ?? ""}>
                {field === "user_id" ? words.users.id : words.users.name}
              </Label>
              <Input
                className={`${controls["input"]} ${field === "user_id" ? controls["mono"] : ""}`}
                spellCheck={false}
                dir="auto"
              />
              <Text slot="description" className={controls["hint"] ?? ""}>
                <Prose text={user[field].description} />
              </Text>
              <FieldError className={controls["error"] ?? ""}>{problems[field]}</FieldError>
            </TextField>
          ))}
          {problem !== undefined && fields.every((field) => problems[field] === undefined) && (
            <p role="alert" className={controls["error"]}>
              {words.users.add.neither}
            </p>
          )}
          {error !== null && <Failure error={error} />}
        </div>
        <DialogActions
          aside={
            <AsCode
              call={{
                operation: "UpdateNonMigrationUsers",
                configId,
                body: { update_type: "ADD", non_migrate_users: [userOf(given)] },
              }}
            />
          }
        >
          <button type="button" className={controls["button"]} onClick={close}>
            {words.form.cancel}
          </button>
          <button type="submit" className={controls["primary"]} aria-disabled={isPending}>
            {isPending ? submitting : words.users.add.submit}
          </button>
        </DialogActions>
      </Form>
    </ModalDialog>
  );
}

const fields = ["user_id", "user_name"] as const;

/** What is left empty is not given. */
const userOf = ({ user_id, user_name }: Readonly<Record<(typeof fields)[number], string>>) => ({
  ...(user_id !== "" && { user_id }),
  ...(user_name !== "" && { user_name }),
});
