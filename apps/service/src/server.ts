import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";

import { accessLog } from "./access-log.ts";
import { bodyBudget } from "./body-budget.ts";
import { parseJsonBody } from "./contract/json-body.ts";
import { operations } from "./contract/operations.ts";
import { ApiError, noSuchPath, toApiError, unavailable } from "./errors.ts";
import { addOperation } from "./operation-route.ts";
import { keptAnswers, type KeptAnswers } from "./kept-answers.ts";
import { knownPaths } from "./paths.ts";
import {
  answerUnreadable,
  answerUnrouted,
  headersOfEvery,
  rememberRequest,
} from "./raw-answers.ts";
import { requestIdOf } from "./request-id.ts";
import { site } from "./site.ts";
import type { Store } from "./store/store.ts";

/** The largest body read, in bytes. 1,000 users of the longest names in UTF-8 fit. */
const bodyLimit = 2 * 1024 * 1024;

/** How long an idle connection stays open, in milliseconds: longer than a load balancer's own 60 s. */
const keepAliveTimeout = 72_000;

/** How long a connection may stand still within a request or its answer, in milliseconds. */
const stillFor = 30_000;

export interface ServerOptions {
  readonly store: Store;
  readonly logger: FastifyBaseLogger;
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeout?: number;
}

export interface Server {
  readonly app: FastifyInstance;
  readonly kept: KeptAnswers;
  /** From now on answers 503, so that a load balancer turns elsewhere while requests finish. */
  drain(): void;
}

/**
 * The API as the contract describes it, on top of a store. Routes, checks and serialisation are
 * taken from the contract; the caller listens, and closes both.
 */
export function buildServer({ store, logger, requestTimeout = 30_000 }: ServerOptions): Server {
  let draining = false;
  const kept = keptAnswers(store);
  const paths = knownPaths();
  const app = Fastify({
    loggerInstance: logger,
    // A line a request is worth less than what it costs; failures are logged below.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    genReqId: requestIdOf,
    return503OnClosing: false,
    serverFactory: (route) => {
      const server = createServer(
        {
          requireHostHeader: false,
          requestTimeout,
          headersTimeout: requestTimeout,
          // How often Node looks for requests that are late.
          connectionsCheckingInterval: Math.ceil(requestTimeout / 6),
          keepAliveTimeout,
        },
        (request, response) => {
          if (!draining && kept.answer(request, response)) return;
          rememberRequest(request, response);
          route(request, response);
        },
      );
      // A connection on which nothing moves: whoever does not read an answer must not keep it here.
      server.setTimeout(stillFor);
      return server;
    },
    routerOptions: {
      // Longer than any request line that Node reads: the contract's own limit answers.
      maxParamLength: 64 * 1024,
      // Kept as it came; the contract says how to read it, after the credentials were checked.
      querystringParser: (query: string) => ({ query }),
    },
    clientErrorHandler: (_error, socket) => answerUnreadable(socket),
    frameworkErrors: (error, request, reply) =>
      answerUnrouted(reply.hijack().raw, String(request.id), toApiError(error)),
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_: unknown, body: Buffer) => parseJsonBody(body),
  );

  // Node would answer an Expect that it does not know with a bare 417.
  app.server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) =>
    answerUnrouted(
      response,
      requestIdOf(request),
      new ApiError(400, "Expect: must be 100-continue"),
    ),
  );

  app.addHook("onRoute", (route) => paths.add(route.url, [route.method].flat()));
  // With a callback, as all hooks that every request passes: a promise costs more than they do.
  app.addHook("onRequest", (request, reply, done) => {
    void reply.headers(headersOfEvery(request.id));
    // Node loses what a client sends after an offer to upgrade until that is answered.
    if (request.headers.upgrade !== undefined) void reply.header("connection", "close");
    if (request.is404) done(paths.refusal(request.method, request.url));
    else if (draining) done(unavailable());
    else done();
  });
  // A route that takes a path and finds nothing there, as the site's does.
  app.setNotFoundHandler(() => {
    throw noSuchPath();
  });
  app.setErrorHandler((error, request, reply) => {
    const { status, headers, body } = toApiError(error);
    if (status === 500) request.log.error({ err: error }, "request failed");
    void reply.code(status).headers(headers).send(body);
  });

  accessLog(app, kept, logger);
  app.decorateRequest("admitted", null);
  const shared = { kept, bodies: bodyBudget(bodyLimit) };
  for (const operation of operations) addOperation(app, store, shared, operation);
  addHealth(app, store);
  void app.register(site);

  return {
    app,
    kept,
    drain() {
      draining = true;
      // A connection whose last request was answered after the server began to close stays open
      // until somebody looks for it again.
      const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
      app.server.once("close", () => clearInterval(sweep));
    },
  };
}

function addHealth(app: FastifyInstance, store: Store): void {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async () => {
    await store.ping().catch(() => {
      throw unavailable();
    });
    return { status: "ready" };
  });
}
