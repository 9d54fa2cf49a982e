import type { FastifyBaseLogger, FastifyInstance } from "fastify";

import { operationIdOf } from "./operation-id.ts";
import type { OutsideRoutes } from "./outside-routes.ts";

/**
 * Logs a line for each answer at the level `debug`. At a higher level there is no hook, and so no
 * cost.
 *
 * The line says who was asked for what and how it went: no token, no body, no query, no names.
 */
export function accessLog(
  app: FastifyInstance,
  outside: Pick<OutsideRoutes, "onAnswer">,
  logger: FastifyBaseLogger,
): void {
  if (logger.level !== "debug" && logger.level !== "trace") return;
  app.addHook("onResponse", (request, reply, done) => {
    logger.debug(
      {
        reqId: request.id,
        operation: operationIdOf(request),
        project: projectOf(request.params),
        status: reply.statusCode,
        ms: Number(reply.elapsedTime.toFixed(3)),
      },
      "answered",
    );
    done();
  });
  outside.onAnswer(({ requestId, operation, project, status, milliseconds = 0 }) => {
    const ms = Number(milliseconds.toFixed(3));
    logger.debug({ reqId: requestId, operation, project, status, ms }, "answered");
  });
}

function projectOf(parameters: unknown): string | undefined {
  if (typeof parameters !== "object" || parameters === null) return undefined;
  return "project_id" in parameters ? String(parameters.project_id) : undefined;
}
