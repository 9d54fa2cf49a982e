import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components/Modal";

import { words } from "../words.ts";
import styles from "./ModalDialog.module.css";

interface ModalDialogProps {
  readonly title: string;
  readonly isWide?: boolean;
  /** Whether a click beside it closes it: where nothing is lost by that. */
  readonly isDismissable?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog above the page, which keeps the focus until it is closed and then gives it back. */
export function ModalDialog({ title, isWide = false, ...rest }: ModalDialogProps) {
  const { isDismissable = false, onClose, children } = rest;
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={isDismissable}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={isWide ? "modal wide" : "modal"}>
        <Dialog className={styles["dialog"] ?? ""}>
          <div className={styles["head"]}>
            <Heading slot="title">{title}</Heading>
            {isDismissable && (
              <button type="button" className="quiet" onClick={onClose}>
                {words.form.close}
              </button>
            )}
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
