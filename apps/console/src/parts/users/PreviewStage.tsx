import { useState } from "react";

import { words } from "../../words.ts";
import { DialogForm } from "../DialogForm.tsx";
import { ChangeAsCode } from "./ChangeAsCode.tsx";
import { Choices } from "./Choices.tsx";
import { ConfirmCount, isCount, largeChange } from "./ConfirmCount.tsx";
import type { Import, Stage } from "./import-stage.ts";
import { ListPreview } from "./ListPreview.tsx";
import { ListProblems } from "./ListProblems.tsx";

interface PreviewStageProps {
  readonly configId: string;
  readonly stage: Extract<Stage, { readonly kind: "preview" }>;
  readonly steps: Import;
}

/** Shows what was understood, and asks what to do with it. */
export function PreviewStage({ configId, stage, steps }: PreviewStageProps) {
  const { source, summary, contradictions } = stage;
  const { count } = summary.users;
  const { action, setAction } = steps;
  const [confirmed, setConfirmed] = useState("");
  const text = words.users.import;
  const isSound = count > 0 && summary.problems.count === 0;
  const mustConfirm = isSound && action === "remove" && count > largeChange;
  const labels = {
    add: text.submitAdd(count),
    remove: words.users.remove.submit(count),
    sync: text.compare,
  };
  return (
    <DialogForm
      aside={
        isSound &&
        action !== "sync" && (
          <ChangeAsCode configId={configId} change={action} users={summary.users} />
        )
      }
      close={text.back}
      submit={isSound ? labels[action] : undefined}
      kind={action === "remove" ? "danger" : "primary"}
      isReady={!mustConfirm || isCount(confirmed, count)}
      focus={isSound ? undefined : "close"}
      onClose={steps.back}
      onSubmit={() => isSound && steps.start()}
    >
      <ListPreview
        source={source}
        summary={summary}
        onFormat={(format) => steps.readAs(source, format)}
      />
      {contradictions !== undefined && <ListProblems problems={contradictions.problems} />}
      {isSound && (
        <Choices legend={text.what} choices={text.actions} chosen={action} onChoose={setAction} />
      )}
      {mustConfirm && (
        <ConfirmCount change="remove" count={count} text={confirmed} onChange={setConfirmed} />
      )}
    </DialogForm>
  );
}
