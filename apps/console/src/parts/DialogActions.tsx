import type { ReactNode } from "react";

import styles from "./DialogActions.module.css";

interface DialogActionsProps {
  /** Of no use to the dialog itself, and apart from its buttons: the same as code. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The buttons at the end of a dialog. */
export const DialogActions = ({ aside, children }: DialogActionsProps) => (
  <div className={styles["actions"]}>
    {aside !== undefined && aside !== false && <div className={styles["aside"]}>{aside}</div>}
    {children}
  </div>
);
