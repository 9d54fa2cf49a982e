import { parseJsonBody, queryReader, validator } from "@hotspot-session/spec/validation";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { Authenticate } from "../auth/authenticate.ts";
import { authorize, type Caller } from "../auth/caller.ts";
import type { LimitCaller } from "../auth/caller-limits.ts";
import type { Operation, OperationId } from "../contract/operations.ts";
import { ApiError, noSuchPath, toApiError, unavailable } from "../errors.ts";
import { jsonType, send, sendPieces } from "../http/answer.ts";
import type { BodyBudget } from "../http/body-budget.ts";
import type { TakeShare } from "../http/project-shares.ts";
import type { TakeTurn } from "../http/project-turns.ts";
import { hasUndecodablePath } from "../http/paths.ts";
import { runOperation } from "../http/request-end.ts";
import type { Audit } from "../observe/audit-log.ts";
import { handlers } from "./handlers.ts";
import type { Store } from "../store/store.ts";

/** What an operation needs of the server. */
export interface RouteOptions {
  readonly store: Store;
  readonly authenticate: Authenticate;
  readonly limitCaller: LimitCaller;
  readonly takeShare: TakeShare;
  readonly takeTurn: TakeTurn;
  /** Called with each change before it is answered. */
  readonly audit?: Audit | undefined;
  readonly takeBody: BodyBudget;
  /** Logs what failed inside. */
  readonly reportFailure: (error: unknown, requestId: string) => void;
}

/** Serves an operation as the contract describes it, with the checks in the contract's order. */
export function addOperation(
  app: FastifyInstance,
  {
    store,
    authenticate,
    limitCaller,
    takeShare,
    takeTurn,
    audit,
    takeBody,
    reportFailure,
  }: RouteOptions,
  operation: Operation,
): void {
  const checkPath = validator(operation.pathParameters, "path");
  const readQuery = queryReader(operation.query);
  const checkBody = operation.body === undefined ? undefined : validator(operation.body, "body");
  const isWrite = checkBody !== undefined;
  const admit = (caller: Caller, project: string): Caller => {
    authorize(caller, project, operation.method);
    return caller;
  };
  /** Of what the caller and its project may have. */
  const take = (caller: Caller, project: string, { raw }: FastifyReply): void => {
    limitCaller(caller, isWrite);
    takeShare(raw, project, "requests");
    if (isWrite) takeShare(raw, project, "writes");
  };
  // Each handler takes the calls of its own operation, which the checks below make of a request.
  const handle: (store: Store, call: never) => Promise<unknown> = handlers[operation.id];

  async function run(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const bytes = (request.body as Buffer | undefined) ?? empty;
    const { project_id } = request.params as { project_id: string };
    if (request.caller === undefined || isWrite) {
      const caller = admit(await request.credentials.confirm(bytes), project_id);
      if (request.caller === undefined) take(caller, project_id, reply);
      request.caller = caller;
    }
    // Before the input is parsed, which can cost more than the operation.
    const turn = takeTurn(project_id);
    if (turn !== undefined) await turn;
    if (hasUndecodablePath(request.raw)) {
      throw new ApiError(400, "path: must be percent-encoded UTF-8");
    }
    checkPath(request.params);
    checkExpectation(request.headers.expect);
    const query = readQuery((request.query as { query: string }).query);
    const call: Record<string, unknown> = { path: request.params, query };
    if ((query["user_name"] ?? "") !== "") {
      takeShare(reply.raw, project_id, "searches");
    }
    if (checkBody !== undefined) {
      const body = parseJsonBody(bytes, request.headers);
      if (body === undefined) throw new ApiError(400, "body: is required");
      checkBody(body);
      call["body"] = body;
    }
    const answer = await (isWrite && audit !== undefined
      ? audited(audit, request, operation.id, call, async () => handle(store, call as never))
      : handle(store, call as never));
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
  }

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
      const { project_id } = parameters;
      const credentials = await authenticate(request.raw, project_id);
      if (credentials.caller !== undefined) {
        request.caller = admit(credentials.caller, project_id);
        take(request.caller, project_id, reply);
      }
      request.credentials = credentials;
      if (checkBody === undefined) return;
      if (!takeBody(request.raw, reply.raw, credentials.caller?.projectId)) throw unavailable();
      if (mayWait(request)) reply.raw.writeContinue();
    },
    handler: (request, reply) => runOperation(reply.raw, () => run(request, reply)),
  });
}

/** Makes a change and logs its outcome, also where it fails. */
async function audited(
  audit: Audit,
  request: FastifyRequest,
  operation: OperationId,
  call: Readonly<Record<string, unknown>>,
  change: () => Promise<unknown>,
): Promise<unknown> {
  const { caller, id: requestId } = request;
  const { config_id } = call["path"] as { readonly config_id?: string };
  const { non_migrate_users = [] } = call["body"] as { readonly non_migrate_users?: unknown[] };
  const log = (status: number, configId: string | undefined) => {
    if (caller === undefined) return;
    audit({ requestId, caller, operation, configId, entries: non_migrate_users.length, status });
  };
  try {
    const answer = await change();
    log(200, config_id ?? (answer as { readonly id: string }).id);
    return answer;
  } catch (error) {
    log(toApiError(error).status, config_id);
    throw error;
  }
}

const json = { "content-type": jsonType };
const empty = Buffer.alloc(0);

const isInPieces = (answer: unknown): answer is AsyncIterable<string> =>
  typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;

/** Whether the client may wait with the body until it is asked for it; one of HTTP 1.0 does not. */
const mayWait = ({ headers, raw }: FastifyRequest): boolean =>
  headers.expect !== undefined && raw.httpVersion === "1.1";

function checkExpectation(expectation: string | undefined): void {
  if (expectation !== undefined && !/^100-continue$/i.test(expectation)) {
    throw new ApiError(400, "Expect: must be 100-continue");
  }
}
