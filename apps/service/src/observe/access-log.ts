import type { FastifyBaseLogger } from "fastify";

import type { Observer } from "./answers.ts";

/**
 * A line for each answer at the level `debug`; `undefined` at a higher level, where nothing must be
 * observed for it.
 *
 * The line says who was asked for what and how it went: no token, no body, no query, no names.
 */
export function accessLog(logger: FastifyBaseLogger): Observer | undefined {
  if (logger.level !== "debug" && logger.level !== "trace") return undefined;
  return ({ operation, project, requestId, status, milliseconds }) => {
    const ms = Number(milliseconds.toFixed(3));
    logger.debug({ reqId: requestId, operation, project, status, ms }, "answered");
  };
}
