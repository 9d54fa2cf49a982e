import { parseJsonBody, queryReader, validator } from "@hotspot-session/spec/validation";
import type { FastifyInstance } from "fastify";

import { authenticate, authorize } from "../auth/access.ts";
import type { Operation } from "../contract/operations.ts";
import { ApiError, noSuchPath, unavailable } from "../errors.ts";
import { jsonType, send, sendPieces } from "../http/answer.ts";
import type { BodyBudget } from "../http/body-budget.ts";
import { hasUndecodablePath } from "../http/paths.ts";
import { handlers } from "./handlers.ts";
import type { Store } from "../store/store.ts";

/** What an operation needs of the server. */
export interface RouteOptions {
  readonly store: Store;
  readonly takeBody: BodyBudget;
  /** Logs what failed inside. */
  readonly reportFailure: (error: unknown, requestId: string) => void;
}

/** Serves an operation as the contract describes it, with the checks in the contract's order. */
export function addOperation(
  app: FastifyInstance,
  { store, takeBody, reportFailure }: RouteOptions,
  operation: Operation,
): void {
  const checkPath = validator(operation.pathParameters, "path");
  const readQuery = queryReader(operation.query);
  const checkBody = operation.body === undefined ? undefined : validator(operation.body, "body");
  // Each handler takes the calls of its own operation, which the checks below make of a request.
  const handle: (store: Store, call: never) => Promise<unknown> = handlers[operation.id];

  app.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ":$1"),
    exposeHeadRoute: false,
    config: { operationId: operation.id },
    async onRequest(request, reply) {
      const parameters = request.params as { project_id: string };
      // The router takes an empty segment for a parameter; the contract has no such path.
      if (Object.values(parameters).includes("")) throw noSuchPath();
      // Before all other work: refusing must cost less than serving.
      if (checkBody !== undefined && store.isFull()) throw unavailable();
      const caller = await authenticate(store, request.headers);
      authorize(caller, parameters.project_id, operation.method);
      request.caller = caller;
      if (checkBody !== undefined && !takeBody(request.raw, reply.raw)) throw unavailable();
    },
    async handler(request, reply) {
      if (hasUndecodablePath(request.raw)) {
        throw new ApiError(400, "path: must be percent-encoded UTF-8");
      }
      checkPath(request.params);
      checkExpectation(request.headers.expect);
      const query = readQuery((request.query as { query: string }).query);
      const call: Record<string, unknown> = { path: request.params, query };
      if (checkBody !== undefined) {
        const body = parseJsonBody((request.body as Buffer | undefined) ?? empty, request.headers);
        if (body === undefined) throw new ApiError(400, "body: is required");
        checkBody(body);
        call["body"] = body;
      }
      const answer = await handle(store, call as never);
      if (isInPieces(answer)) {
        const pieces = answer[Symbol.asyncIterator]();
        // What fails before the first piece can still be answered.
        const first = await pieces.next();
        reply.hijack();
        await sendPieces(reply.raw, request.id, first, pieces).catch((error: unknown) => {
          reportFailure(error, request.id);
        });
        return;
      }
      reply.hijack();
      if (answer === undefined) return send(reply.raw, request.id, 200, {});
      const body = typeof answer === "string" ? answer : JSON.stringify(answer);
      send(reply.raw, request.id, 200, json, body);
    },
  });
}

const json = { "content-type": jsonType };
const empty = Buffer.alloc(0);

const isInPieces = (answer: unknown): answer is AsyncIterable<string> =>
  typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;

function checkExpectation(expectation: string | undefined): void {
  if (expectation !== undefined && !/^100-continue$/i.test(expectation)) {
    throw new ApiError(400, "Expect: must be 100-continue");
  }
}
