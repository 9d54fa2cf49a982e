import { words } from "../words.ts";
import type { CallOfProject } from "./AsCode.tsx";
import { CodePanel } from "./CodePanel.tsx";
import { ModalDialog } from "./ModalDialog.tsx";

interface CodeDialogProps {
  readonly call: CallOfProject;
  readonly onClose: () => void;
}

export default function CodeDialog({ call, onClose }: CodeDialogProps) {
  return (
    <ModalDialog title={words.code.title} isWide isDismissable onClose={onClose}>
      <CodePanel call={call} />
    </ModalDialog>
  );
}
