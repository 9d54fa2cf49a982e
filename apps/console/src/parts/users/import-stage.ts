import type { UserFileFormat } from "@hotspot-session/client/user-files";
import { useState } from "react";

import { words } from "../../words.ts";
import { useTask } from "../task.ts";
import type { Contradictions, Ended, ListRequest, Plan, Summary } from "./list-protocol.ts";
import { type ListSource, sourceOf } from "./list-source.ts";
import { useListWorker } from "./use-list-worker.ts";
import type { UserDialogProps } from "./user-dialog.ts";

/** What a list is used for. */
export type ListAction = "add" | "remove" | "sync";

/** How far the use of a list is. */
export type Stage =
  | { readonly kind: "input" }
  | {
      readonly kind: "preview";
      readonly source: ListSource;
      readonly summary: Summary;
      /** Why it cannot be the whole list. */
      readonly contradictions?: Contradictions;
    }
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "ended"; readonly ended: Ended };

/** Takes a list through its stages. */
export function useImport({ configId, onChanged, onDone }: UserDialogProps) {
  const [stage, setStage] = useState<Stage>({ kind: "input" });
  const [pasted, setPasted] = useState("");
  const [action, setAction] = useState<ListAction>("add");
  const task = useTask();
  const ask = useListWorker(configId);
  const text = words.users.import;

  async function read(given: ListSource | Promise<ListSource>) {
    const found = await task.run(text.checking, async (control) => {
      const source = await given;
      const { content, format } = source;
      return { source, summary: await ask({ kind: "read", content, format }, control) };
    });
    if (found?.summary.kind === "summary") {
      setStage({ kind: "preview", source: found.source, summary: found.summary });
    }
  }

  async function send(label: string, request: ListRequest) {
    const ended = await task.run(label, (control) => ask(request, control));
    if (ended?.kind !== "ended") return;
    const done = action === "sync" ? text.synced : words.users[action].done;
    if (ended.end === "complete") return onDone(done(ended.count));
    setStage({ kind: "ended", ended });
    onChanged(ended.cause?.kind);
  }

  async function compare() {
    const found = await task.run(text.comparing, (control) => ask({ kind: "compare" }, control));
    if (found?.kind === "plan") setStage({ kind: "plan", plan: found });
    if (found?.kind === "contradictions" && stage.kind === "preview") {
      setStage({ ...stage, contradictions: found });
    }
  }

  return {
    stage,
    task,
    text: pasted,
    setText: setPasted,
    /** What was chosen: it still is where the attempt fails. */
    action,
    setAction,
    give: (name: string, content: Blob) => void read(sourceOf(name, content)),
    readAs: ({ name, content }: ListSource, format: UserFileFormat) =>
      void read({ name, content, format }),
    back() {
      setStage({ kind: "input" });
      setAction("add");
    },
    /** Of a list that was sent in part, the worker sends the rest: what may not have arrived, too. */
    start() {
      const label = action === "add" ? text.adding : text.removing;
      void (action === "sync" ? compare() : send(label, { kind: "change", change: action }));
    },
    apply: () => void send(text.adding, { kind: "apply" }),
  };
}

export type Import = ReturnType<typeof useImport>;
