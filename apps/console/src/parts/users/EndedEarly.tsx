import { FailedCall } from "../../call-failure.ts";
import { words } from "../../words.ts";
import { DialogForm } from "../DialogForm.tsx";
import { Failure } from "../Failure.tsx";
import type { Ended } from "./list-protocol.ts";

interface EndedEarlyProps {
  readonly ended: Ended;
  readonly submit?: string;
  readonly kind?: "primary" | "danger";
  readonly onClose: () => void;
  /** Goes on with what is left. */
  readonly onContinue: () => void;
}

/** What was changed and what was not, where a change ended early; why it did, and how to go on. */
export function EndedEarly({ ended, onContinue, ...rest }: EndedEarlyProps) {
  const { cause, sentences } = ended;
  const { close, partial } = words.users;
  return (
    <DialogForm
      close={close}
      submit={partial.continue}
      focus="submit"
      onSubmit={onContinue}
      {...rest}
    >
      {cause === undefined ? (
        <p role="status">{words.task.cancelled}</p>
      ) : (
        <Failure error={new FailedCall(cause)} />
      )}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </DialogForm>
  );
}
