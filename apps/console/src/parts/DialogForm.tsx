import type { ComponentProps, ReactNode } from "react";

import { words } from "../words.ts";
import styles from "./DialogForm.module.css";

interface DialogActionsProps {
  /** Apart from the buttons: the same as code. */
  readonly aside?: ReactNode;
  /** The button that leads out of the dialog, or back. */
  readonly close?: string;
  readonly onClose: () => void;
  /** The button that submits the form; none where there is nothing to submit. */
  readonly submit?: string | undefined;
  readonly kind?: "primary" | "danger";
  readonly isReady?: boolean;
  /** The button that has the focus first. */
  readonly focus?: "close" | "submit" | undefined;
}

/** The buttons at the end of a form in a dialog. */
export function DialogActions({ aside, onClose, submit, focus, ...rest }: DialogActionsProps) {
  const { close = words.form.cancel, kind = "primary", isReady = true } = rest;
  return (
    <div className={styles["actions"]}>
      <div className={styles["aside"]}>{aside}</div>
      <button type="button" className="button" autoFocus={focus === "close"} onClick={onClose}>
        {close}
      </button>
      {submit !== undefined && (
        <button
          type="submit"
          className={kind}
          autoFocus={focus === "submit"}
          aria-disabled={!isReady}
        >
          {submit}
        </button>
      )}
    </div>
  );
}

interface DialogFormProps
  extends
    DialogActionsProps,
    Pick<ComponentProps<"form">, "onDragOver" | "onDragLeave" | "onDrop"> {
  readonly children?: ReactNode;
  /** Called only while the form is ready. */
  readonly onSubmit?: () => void;
}

/** A form of a dialog: its content, and its buttons below. */
export function DialogForm({ children, onSubmit, ...rest }: DialogFormProps) {
  const { isReady = true, onDragOver, onDragLeave, onDrop } = rest;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSubmit?.();
      }}
      {...{ onDragOver, onDragLeave, onDrop }}
    >
      <div className={styles["body"]}>{children}</div>
      <DialogActions {...rest} />
    </form>
  );
}
