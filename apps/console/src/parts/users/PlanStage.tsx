import { useState } from "react";

import { words } from "../../words.ts";
import { DialogForm } from "../DialogForm.tsx";
import { ConfirmCount, isCount, largeChange } from "./ConfirmCount.tsx";
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
  const [entered, setEntered] = useState({ remove: "", overwrite: "" });
  const { changes, removals, overwrites, unchanged } = plan.counts;
  const text = words.users.import;
  if (changes === 0) {
    return (
      <DialogForm
        close={text.back}
        submit={words.users.close}
        focus="submit"
        onClose={steps.back}
        onSubmit={onClose}
      >
        <p role="status">{text.same}</p>
      </DialogForm>
    );
  }
  const isLarge = (count: number, rest: number) => count > largeChange || count > rest;
  // A list that was cut off on its way here would remove all others, and one without its names erase them.
  const toConfirm = [
    { change: "remove", count: removals, rest: overwrites + unchanged } as const,
    { change: "overwrite", count: overwrites, rest: unchanged } as const,
  ].filter(({ count, rest }) => isLarge(count, rest));
  return (
    <DialogForm
      close={text.back}
      submit={text.apply(changes)}
      kind={removals > 0 ? "danger" : "primary"}
      isReady={toConfirm.every(({ change, count }) => isCount(entered[change], count))}
      focus={toConfirm.length === 0 ? "submit" : undefined}
      onClose={steps.back}
      onSubmit={steps.apply}
    >
      <SyncChanges plan={plan} />
      {toConfirm.map(({ change, count }, index) => (
        <ConfirmCount
          key={change}
          change={change}
          count={count}
          isSecond={index > 0}
          text={entered[change]}
          onChange={(given) => setEntered({ ...entered, [change]: given })}
        />
      ))}
    </DialogForm>
  );
}
