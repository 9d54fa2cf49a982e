import type { FastifyRequest } from "fastify";

import type { OperationId } from "../contract/operations.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Set on the routes of the contract. */
    readonly operationId?: OperationId;
  }
}

/** What was called, for people and metrics: `other` for all that is not in the contract. */
export const operationIdOf = ({ routeOptions }: FastifyRequest): OperationId | "other" =>
  routeOptions.config.operationId ?? "other";
