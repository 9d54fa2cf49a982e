import type { FastifyInstance } from "fastify";

import type { Credentials } from "../auth/authenticate.ts";
import type { Caller } from "../auth/caller.ts";
import type { OperationId } from "../contract/operations.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Set on the routes of the contract. */
    readonly operationId?: OperationId;
  }
  interface FastifyRequest {
    /** Set once credentials were found valid, and sufficient for the request. */
    caller: Caller | undefined;
    /** Set on the routes of the contract before the body is read. */
    credentials: Credentials;
  }
}

/** An answer that was given, refusals included. */
export interface ObservedAnswer {
  /** `other` for all that is not in the contract. */
  readonly operation: OperationId | "other";
  /** The caller's, who may do what was asked; a project that is only named could be anything. */
  readonly project?: string;
  readonly requestId: string;
  readonly status: number;
  /** From the head of the request to the end of the answer. */
  readonly milliseconds: number;
}

export type Observer = (answer: ObservedAnswer) => void;

/** Calls an observer after the answer to each request that was read. */
export function observeAnswers(app: FastifyInstance, observe: Observer): void {
  app.addHook("onRequest", (request, reply, done) => {
    const begin = performance.now();
    reply.raw.once("close", () => {
      // The client left before there was an answer.
      if (!reply.raw.headersSent) return;
      observe({
        operation: request.routeOptions.config.operationId ?? "other",
        ...(request.caller?.projectId && { project: request.caller.projectId }),
        requestId: request.id,
        status: reply.raw.statusCode,
        milliseconds: performance.now() - begin,
      });
    });
    done();
  });
}
