import { Readable } from "node:stream";

import { queryReader, validator } from "@hotspot-session/spec/validation";
import type { FastifyInstance } from "fastify";

import { authenticate, authorize } from "../auth/access.ts";
import type { Operation } from "../contract/operations.ts";
import { ApiError, noSuchPath, unavailable } from "../errors.ts";
import type { MemoryBudget } from "../http/memory-budget.ts";
import { handlers } from "./handlers.ts";
import type { Store } from "../store/store.ts";

const json = "application/json; charset=utf-8";

/** Serves an operation as the contract describes it, with the checks in the contract's order. */
export function addOperation(
  app: FastifyInstance,
  store: Store,
  memory: MemoryBudget,
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
    schema: { response: operation.responses },
    config: { operationId: operation.id },
    async onRequest(request, reply) {
      const parameters = request.params as { project_id: string };
      // The router takes an empty segment for a parameter; the contract has no such path.
      if (Object.values(parameters).includes("")) throw noSuchPath();
      const caller = await authenticate(store, request.headers);
      authorize(caller, parameters.project_id, operation.method);
      if (checkBody !== undefined && !memory.takeBody(request.raw, reply.raw)) throw unavailable();
    },
    async handler(request, reply) {
      checkPath(request.params);
      const query = readQuery((request.query as { query: string }).query);
      if (checkBody !== undefined) {
        if (request.body === undefined) throw new ApiError(400, "body: is required");
        checkBody(request.body);
      }
      const call = { path: request.params, query, body: request.body };
      const answer = await handle(store, call as never);
      void reply.code(200);
      if (answer === undefined) return reply.send();
      if (isParts(answer)) {
        return reply.type(json).send(Readable.from(answer, { objectMode: false }));
      }
      const body = typeof answer === "string" ? answer : String(reply.serialize(answer));
      // What was changed is answered for, and no larger than what it was changed by.
      if (checkBody === undefined && !memory.takeAnswer(reply.raw, Buffer.byteLength(body))) {
        throw unavailable();
      }
      return reply.type(json).send(body);
    },
  });
}

/** Whether the store makes the answer in parts. */
const isParts = (answer: unknown): answer is AsyncIterable<string> =>
  typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
