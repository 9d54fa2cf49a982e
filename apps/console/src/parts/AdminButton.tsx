import type { ReactNode } from "react";

import { useProject } from "../project-context.ts";
import { readerReason } from "../views/reader-reason.ts";

interface AdminButtonProps {
  readonly kind?: "button" | "primary";
  /** Where there is nothing to do it with. */
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
  readonly onPress: () => void;
}

/** A button for what changes something: a reader gets the reason why it does nothing. */
export function AdminButton({ kind = "button", isDisabled, children, onPress }: AdminButtonProps) {
  const isReader = useProject().session.role.name === "reader";
  const disabled = isReader || isDisabled === true;
  return (
    <button
      type="button"
      className={kind}
      aria-disabled={disabled}
      {...(isReader && { "aria-describedby": readerReason })}
      {...(!disabled && { onClick: onPress })}
    >
      {children}
    </button>
  );
}
