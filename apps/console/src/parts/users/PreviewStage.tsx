import { useState } from "react";

import controls from "../../controls.module.css";
import { words } from "../../words.ts";
import { DialogActions } from "../DialogActions.tsx";
import { Choices } from "./Choices.tsx";
import { ConfirmCount, isCount, largeRemoval } from "./ConfirmCount.tsx";
import styles from "./forms.module.css";
import type { Import, ListAction, Stage } from "./import-stage.ts";
import { ListPreview } from "./ListPreview.tsx";
import { ListProblems } from "./ListProblems.tsx";

interface PreviewStageProps {
  readonly stage: Extract<Stage, { readonly kind: "preview" }>;
  readonly steps: Import;
}

/** Shows what was understood, and asks what to do with it. */
export function PreviewStage({ stage, steps }: PreviewStageProps) {
  const { source, summary, contradictions } = stage;
  const { count } = summary.users;
  const [action, setAction] = useState<ListAction>("add");
  const [confirmed, setConfirmed] = useState("");
  const text = words.users.import;
  const mustConfirm = action === "remove" && count > largeRemoval;
  const isSound = count > 0 && summary.problems.count === 0;
  const isReady = isSound && (!mustConfirm || isCount(confirmed, count));
  const labels = {
    add: text.submitAdd(count),
    remove: words.users.remove.submit(count),
    sync: text.compare,
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) steps.start(action);
      }}
    >
      <div className={styles["body"]}>
        <ListPreview
          source={source}
          summary={summary}
          onFormat={(format) => steps.readAs(source, format)}
        />
        {contradictions !== undefined && <ListProblems problems={contradictions.problems} />}
        {isSound && (
          <Choices legend={text.what} choices={text.actions} chosen={action} onChoose={setAction} />
        )}
        {isSound && mustConfirm && (
          <ConfirmCount count={count} text={confirmed} onChange={setConfirmed} />
        )}
      </div>
      <DialogActions>
        <button
          type="button"
          className={controls["button"]}
          autoFocus={!isSound}
          onClick={steps.back}
        >
          {text.back}
        </button>
        {isSound && (
          <button
            type="submit"
            className={controls[action === "remove" ? "danger" : "primary"]}
            aria-disabled={!isReady}
          >
            {labels[action]}
          </button>
        )}
      </DialogActions>
    </form>
  );
}
