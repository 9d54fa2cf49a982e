import { operationIdOf } from "../operation-id.ts";
import type { Server } from "../server.ts";
import type { Metrics } from "./metrics.ts";

/** Counts and times every request that a route or the server's 404 answers. Called before it listens. */
export function observeRequests(
  { app, kept }: Pick<Server, "app" | "kept">,
  metrics: Metrics,
): void {
  app.addHook("onResponse", (request, reply, done) => {
    metrics.observeRequest(operationIdOf(request), reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  kept.onAnswer(({ operationId, milliseconds }) => {
    metrics.observeRequest(operationId, 200, milliseconds / 1000);
  });
}
