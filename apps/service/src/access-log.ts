import type { FastifyBaseLogger, FastifyInstance } from "fastify";

import type { KeptAnswers } from "./kept-answers.ts";
import { operationIdOf } from "./operation-id.ts";

/**
 * Logs a line for each answer at the level `debug`. At a higher level there is no hook, and so no
 * cost.
 *
 * The line says who was asked for what and how it went: no token, no body, no query, no names.
 */
export function accessLog(
  app: FastifyInstance,
  kept: Pick<KeptAnswers, "onAnswer">,
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
  kept.onAnswer(({ requestId, operationId, projectId, milliseconds }) => {
    const ms = Number(milliseconds.toFixed(3));
    logger.debug(
      { reqId: requestId, operation: operationId, project: projectId, status: 200, ms },
      "answered",
    );
  });
}

function projectOf(parameters: unknown): string | undefined {
  if (typeof parameters !== "object" || parameters === null) return undefined;
  return "project_id" in parameters ? String(parameters.project_id) : undefined;
}
