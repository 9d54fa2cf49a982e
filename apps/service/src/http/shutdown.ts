import { setTimeout as wait } from "node:timers/promises";

import type { Server } from "../server.ts";

export interface ShutdownTimes {
  /** Whatever is not over after this time is cut off, in milliseconds. */
  readonly patience: number;
  /** A connection without a request for this time has nothing more to say, in milliseconds. */
  readonly quiet: number;
}

/**
 * Stops a server: it answers 503 to new requests and closes their connections, finishes the requests
 * under way, and takes no new connection once all connections have ended.
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
