import { setImmediate, setTimeout as wait } from "node:timers/promises";

import type { Server } from "../server.ts";

export interface ShutdownTimes {
  /** After this time all connections are closed, in milliseconds. */
  readonly patience: number;
  /**
   * A connection that was idle for this time is closed, in milliseconds. For as long as this after the
   * latest request new connections are accepted: those that wait in the system are reset at the end.
   */
  readonly quiet: number;
}

/**
 * Stops a server: finishes current requests, answers new ones with 503 and closes their connections.
 * Once no connection is left and none comes, or `patience` is over, it stops listening.
 */
export async function shutDown(
  { app, connections, drain }: Pick<Server, "app" | "connections" | "drain">,
  { patience, quiet }: ShutdownTimes,
): Promise<void> {
  drain();
  const begun = performance.now();
  function isUsed(): boolean {
    connections.closeIdle(quiet);
    const { open, lastUsed } = connections;
    return open > 0 || (lastUsed > begun && performance.now() - lastUsed < quiet);
  }
  do {
    await wait(10);
    // In between, what has arrived is read: a process that was held up has not seen it yet.
    await setImmediate();
  } while (isUsed() && performance.now() - begun < patience);
  connections.closeAll();
  await app.close();
}
