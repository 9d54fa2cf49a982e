import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { currentSession } from "../session.ts";

/** How far something is that takes time. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is counted, if it is not users. */
  readonly unit?: "bytes";
}

/** What a task works with. */
export interface TaskControl {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** Milliseconds from one picture of the progress to the next. */
const pause = 100;

interface TaskState {
  /** Undefined while nothing runs. */
  readonly progress?: Progress | undefined;
  readonly isCancelling?: boolean;
  /** Why the last one ended early, unless it was cancelled. */
  readonly error?: unknown;
  readonly isCancelled?: boolean;
}

/** Something that takes time, one at a time: while it runs, nothing leads away from the page but closing it. */
export function useTask() {
  const [state, setState] = useState<TaskState>({});
  const controller = useRef<AbortController>(undefined);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(
    () => () => {
      controller.current?.abort();
      // What worked for it may have ended without an answer.
      clearInterval(timer.current);
    },
    [],
  );
  /** Known at once, also before React shows it: what ends a task may lead elsewhere. */
  const isBlocking = useRef(false);
  useBlocker({
    shouldBlockFn: () => isBlocking.current && currentSession() !== undefined,
    enableBeforeUnload: () => isBlocking.current,
  });

  /** @returns what the work returns; undefined where it fails or is cancelled */
  async function run<Result>(
    label: string,
    work: (control: TaskControl) => Promise<Result>,
  ): Promise<Result | undefined> {
    const own = new AbortController();
    const { signal } = own;
    controller.current = own;
    let progress: Progress = { label, done: 0, total: 0 };
    const report = (next: Progress) => {
      progress = next;
    };
    clearInterval(timer.current);
    timer.current = setInterval(() => setState((current) => ({ ...current, progress })), pause);
    const end = (ended: TaskState) => {
      // Another one may have begun where this one was left.
      if (controller.current !== own) return;
      clearInterval(timer.current);
      isBlocking.current = false;
      setState(ended);
    };
    setState({ progress });
    isBlocking.current = true;
    try {
      const result = await work({ signal, report });
      end({});
      return result;
    } catch (error) {
      end(signal.aborted ? { isCancelled: true } : { error });
      return undefined;
    }
  }

  function cancel(): void {
    controller.current?.abort();
    setState((current) => ({ ...current, isCancelling: true }));
  }
  return { ...state, isRunning: state.progress !== undefined, run, cancel };
}

export type Task = ReturnType<typeof useTask>;
