import type { OperationId } from "../contract/operations.ts";

/** An answer that no route gave, and so no hook of the framework saw. */
export interface OutsideAnswer {
  readonly operation: OperationId | "other";
  readonly project?: string;
  readonly requestId: string;
  readonly status: number;
  /** How long it took; not said of refusals, which take next to nothing. */
  readonly milliseconds?: number;
}

export type OutsideRoutes = ReturnType<typeof outsideRoutes>;

/** Tells whoever counts or logs answers of those that are given outside the routes. */
export function outsideRoutes() {
  const listeners: ((answer: OutsideAnswer) => void)[] = [];
  return {
    onAnswer: (listener: (answer: OutsideAnswer) => void) => void listeners.push(listener),

    tell(answer: OutsideAnswer): void {
      for (const listener of listeners) listener(answer);
    },
  };
}
