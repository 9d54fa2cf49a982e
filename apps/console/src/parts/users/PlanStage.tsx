import { useState } from "react";

import controls from "../../controls.module.css";
import { words } from "../../words.ts";
import { DialogActions } from "../DialogActions.tsx";
import { ConfirmCount, isCount, largeRemoval } from "./ConfirmCount.tsx";
import styles from "./forms.module.css";
import type { Import, Stage } from "./import-stage.ts";
import { SyncChanges } from "./SyncChanges.tsx";

interface PlanStageProps {
  readonly stage: Extract<Stage, { readonly kind: "plan" }>;
  readonly steps: Import;
  readonly onClose: () => void;
}

/** Shows what would change, and makes these changes. */
export function PlanStage({ stage, steps, onClose }: PlanStageProps) {
  const { plan } = stage;
  const [confirmed, setConfirmed] = useState("");
  const { changes, removals, overwrites, unchanged } = plan.counts;
  // A list that was cut off on its way here would remove everyone else.
  const mustConfirm = removals > largeRemoval || removals > overwrites + unchanged;
  const isReady = !mustConfirm || isCount(confirmed, removals);
  const text = words.users.import;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) steps.apply();
      }}
    >
      <div className={styles["body"]}>
        {changes === 0 ? <p role="status">{text.same}</p> : <SyncChanges plan={plan} />}
        {changes > 0 && mustConfirm && (
          <ConfirmCount count={removals} text={confirmed} onChange={setConfirmed} />
        )}
      </div>
      <DialogActions>
        <button type="button" className={controls["button"]} onClick={steps.back}>
          {text.back}
        </button>
        {changes === 0 ? (
          <button type="button" className={controls["primary"]} autoFocus onClick={onClose}>
            {words.users.close}
          </button>
        ) : (
          <button
            type="submit"
            className={controls[removals > 0 ? "danger" : "primary"]}
            autoFocus={!mustConfirm}
            aria-disabled={!isReady}
          >
            {text.apply(changes)}
          </button>
        )}
      </DialogActions>
    </form>
  );
}
