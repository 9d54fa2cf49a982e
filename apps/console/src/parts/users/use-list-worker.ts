import { useEffect, useRef } from "react";

import { FailedCall } from "../../call-failure.ts";
import { useProject } from "../../project-context.ts";
import { words } from "../../words.ts";
import type { TaskControl } from "../task.ts";
import type { ListAnswer, ListMessage, ListRequest, ListTarget } from "./list-protocol.ts";
import { listWorkerUrl } from "./list-worker-url.ts";

/** A worker that holds a list for a configuration, as long as the dialog is open. */
export function useListWorker(configId: string) {
  const { projectId, auth } = useProject().session;
  const started = useRef<Worker>(undefined);
  const end = () => {
    started.current?.terminate();
    started.current = undefined;
  };
  useEffect(() => end, []);

  function start(): Worker {
    const worker = new Worker(listWorkerUrl, { type: "module" });
    const target: ListTarget = { projectId, auth, configId };
    worker.postMessage(target);
    return worker;
  }

  /**
   * Asks one thing; cancelling it still gets an answer.
   *
   * @throws FailedCall
   */
  return async function ask(
    request: ListRequest,
    { signal, report }: TaskControl,
  ): Promise<ListAnswer> {
    signal.throwIfAborted();
    const worker = (started.current ??= start());
    const send = (message: ListRequest) => worker.postMessage(message);
    const answered = new AbortController();
    const once = { signal: answered.signal };
    signal.addEventListener("abort", () => send({ kind: "cancel" }), once);
    try {
      return await new Promise<ListAnswer>((resolve, reject) => {
        const onMessage = ({ data }: MessageEvent<ListMessage>) => {
          if ("progress" in data) report(data.progress);
          else if ("answer" in data) resolve(data.answer);
          else reject(new FailedCall(data.failure));
        };
        worker.addEventListener("message", onMessage, once);
        // It would answer nothing more. One that could not be loaded says no message.
        const onError = ({ message }: ErrorEvent) => {
          end();
          reject(new Error(message || words.task.notLoaded));
        };
        worker.addEventListener("error", onError, once);
        send(request);
      });
    } finally {
      answered.abort();
    }
  };
}
