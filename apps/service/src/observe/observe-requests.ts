import { operationIdOf } from "./operation-id.ts";
import type { Server } from "../server.ts";
import type { Metrics } from "./metrics.ts";

/** Counts and times every request. Called before the server listens. */
export function observeRequests(
  { app, outside }: Pick<Server, "app" | "outside">,
  metrics: Metrics,
): void {
  app.addHook("onResponse", (request, reply, done) => {
    metrics.observeRequest(operationIdOf(request), reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  outside.onAnswer(({ operation, status, milliseconds }) => {
    metrics.observeRequest(
      operation,
      status,
      milliseconds === undefined ? undefined : milliseconds / 1000,
    );
  });
}
