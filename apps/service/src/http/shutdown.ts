import type { Listening } from "./listen.ts";
import type { Server } from "../server.ts";

/** How often connections are looked for whose last request was answered meanwhile, in milliseconds. */
const sweepEvery = 50;

/**
 * Stops a server: it takes no new connection, answers 503 to new requests on those it has, and
 * finishes the requests under way. Whatever is not over after `patience` milliseconds is cut off.
 */
export async function shutDown(
  { app, drain }: Pick<Server, "app" | "drain">,
  listening: Pick<Listening, "close">,
  patience: number,
): Promise<void> {
  drain();
  // Those that become idle now would stay open until their clients hang up.
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepEvery);
  const late = setTimeout(() => app.server.closeAllConnections(), patience);
  await Promise.all([listening.close(), app.close()]);
  clearTimeout(late);
  clearInterval(sweep);
}
