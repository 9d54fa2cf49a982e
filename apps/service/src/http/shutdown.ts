import { setTimeout as wait } from "node:timers/promises";

import type { Server } from "../server.ts";

export interface ShutdownTimes {
  /** After this time all connections are closed, in milliseconds. */
  readonly patience: number;
  /** A connection that was idle for this time is closed, in milliseconds. */
  readonly quiet: number;
}

/**
 * Stops a server: finishes current requests, answers new ones with 503 and closes their connections.
 * Once no connection is left, or `patience` is over, it stops listening.
 */
export async function shutDown(
  { app, connections, drain }: Pick<Server, "app" | "connections" | "drain">,
  { patience, quiet }: ShutdownTimes,
): Promise<void> {
  drain();
  const end = performance.now() + patience;
  for (connections.closeIdle(quiet); connections.open > 0; connections.closeIdle(quiet)) {
    if (performance.now() >= end) break;
    await wait(20);
  }
  connections.closeAll();
  await app.close();
}
