import type { ServerResponse } from "node:http";

/** The answers to requests whose operations are under way. */
const underWay = new WeakSet<ServerResponse>();
const operationEnded = Symbol("operation ended");

/** Runs the operation of a request. It goes on where the client leaves. */
export async function runOperation(
  response: ServerResponse,
  operation: () => Promise<void>,
): Promise<void> {
  underWay.add(response);
  try {
    await operation();
  } finally {
    underWay.delete(response);
    response.emit(operationEnded);
  }
}

/**
 * Calls a function once a request takes nothing more: its answer has been sent or its client has left,
 * and its operation has ended too. Otherwise clients that leave early could have any number under way.
 */
export function onceEnded(response: ServerResponse, ended: () => void): void {
  response.once("close", () => {
    if (underWay.has(response)) response.once(operationEnded, ended);
    else ended();
  });
}
