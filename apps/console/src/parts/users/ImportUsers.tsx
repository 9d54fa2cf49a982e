import { words } from "../../words.ts";
import { TaskDialog } from "../TaskDialog.tsx";
import { EndedEarly } from "./EndedEarly.tsx";
import { useImport } from "./import-stage.ts";
import { ListInput } from "./ListInput.tsx";
import { PlanStage } from "./PlanStage.tsx";
import { PreviewStage } from "./PreviewStage.tsx";
import type { UserDialogProps } from "./user-dialog.ts";

/** Adds or removes the users of a list, or makes the list exactly this; what it does is shown before. */
export default function ImportUsers(props: UserDialogProps) {
  const { configId, onClose } = props;
  const steps = useImport(props);
  const { stage, task } = steps;
  const text = words.users.import;
  return (
    <TaskDialog title={text.title} task={task} isWide onClose={onClose}>
      {stage.kind === "input" && (
        <ListInput text={steps.text} onText={steps.setText} onGive={steps.give} onClose={onClose} />
      )}
      {stage.kind === "preview" && <PreviewStage configId={configId} stage={stage} steps={steps} />}
      {stage.kind === "plan" && <PlanStage stage={stage} steps={steps} onClose={onClose} />}
      {stage.kind === "ended" && (
        <EndedEarly
          ended={stage.ended}
          {...(steps.action === "sync" && { submit: text.compareAgain })}
          onClose={onClose}
          onContinue={steps.start}
        />
      )}
    </TaskDialog>
  );
}
