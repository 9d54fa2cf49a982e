import type { Server } from "./server.ts";

/**
 * Stops a server: it takes no new connection, answers 503 to new requests on those it has, and
 * finishes the requests under way. Whatever is not over after `patience` milliseconds is cut off.
 */
export async function shutDown(
  { app, drain }: Pick<Server, "app" | "drain">,
  patience: number,
): Promise<void> {
  drain();
  const late = setTimeout(() => app.server.closeAllConnections(), patience);
  await app.close();
  clearTimeout(late);
}
