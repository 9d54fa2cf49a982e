import { FailedCall } from "../../call-failure.ts";
import controls from "../../controls.module.css";
import { words } from "../../words.ts";
import { Failure } from "../Failure.tsx";
import { DialogActions } from "../DialogActions.tsx";
import { ModalDialog } from "../ModalDialog.tsx";
import { TaskProgress } from "../TaskProgress.tsx";
import { ChangeReport } from "./ChangeReport.tsx";
import styles from "./forms.module.css";
import { type Import, type Stage, useImport } from "./import-stage.ts";
import { ListInput } from "./ListInput.tsx";
import { PlanStage } from "./PlanStage.tsx";
import { PreviewStage } from "./PreviewStage.tsx";
import type { UserDialogProps } from "./user-dialog.ts";

/** Adds or removes the users of a list, or makes the list exactly this; what it does is shown before. */
export default function ImportUsers(props: UserDialogProps) {
  const { onClose } = props;
  const steps = useImport(props);
  const { stage, task } = steps;
  return (
    <ModalDialog
      title={words.users.import.title}
      isWide
      onClose={() => !task.isRunning && onClose()}
    >
      {task.isRunning ? (
        <TaskProgress task={task} />
      ) : (
        <div className={styles["body"]}>
          {task.error !== undefined && <Failure error={task.error} />}
          {task.isCancelled === true && stage.kind !== "ended" && (
            <p role="status">{words.task.cancelled}</p>
          )}
          <StageView stage={stage} steps={steps} onClose={onClose} />
        </div>
      )}
    </ModalDialog>
  );
}

interface StageViewProps {
  readonly stage: Stage;
  readonly steps: Import;
  readonly onClose: () => void;
}

function StageView({ stage, steps, onClose }: StageViewProps) {
  switch (stage.kind) {
    case "input":
      return (
        <ListInput text={steps.text} onText={steps.setText} onGive={steps.give} onClose={onClose} />
      );
    case "preview":
      return <PreviewStage stage={stage} steps={steps} />;
    case "plan":
      return <PlanStage stage={stage} steps={steps} onClose={onClose} />;
    case "ended":
      return <EndedEarly stage={stage} steps={steps} onClose={onClose} />;
  }
}

interface EndedEarlyProps extends StageViewProps {
  readonly stage: Extract<Stage, { readonly kind: "ended" }>;
}

/** What is in and what is not, and how to go on. */
function EndedEarly({ stage, steps, onClose }: EndedEarlyProps) {
  const { cause, sentences } = stage.ended;
  return (
    <div>
      <ChangeReport
        error={cause === undefined ? undefined : new FailedCall(cause)}
        sentences={sentences}
      />
      <DialogActions>
        <button type="button" className={controls["button"]} onClick={onClose}>
          {words.users.close}
        </button>
        <button
          type="button"
          className={controls["primary"]}
          autoFocus
          onClick={() => steps.start(stage.action)}
        >
          {stage.action === "sync" ? words.users.import.compareAgain : words.users.partial.continue}
        </button>
      </DialogActions>
    </div>
  );
}
