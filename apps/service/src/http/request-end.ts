import type { ServerResponse } from "node:http";

declare module "node:http" {
  interface ServerResponse {
    /** Whether the operation that it answers is under way. */
    isUnderWay?: boolean;
  }
}

const operationEnded = Symbol("operation ended");

/** Runs the operation of a request. It goes on where the client leaves. */
export async function runOperation(
  response: ServerResponse,
  operation: () => Promise<void>,
): Promise<void> {
  response.isUnderWay = true;
  try {
    await operation();
  } finally {
    response.isUnderWay = false;
    response.emit(operationEnded);
  }
}

/**
 * Calls a function once a request takes nothing more: its answer has been sent or its client has left,
 * and its operation has ended too. Otherwise clients that leave early could have any number under way.
 */
export function onceEnded(response: ServerResponse, ended: () => void): void {
  response.on("close", () => {
    if (response.isUnderWay === true) response.once(operationEnded, ended);
    else ended();
  });
}
