import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { maxBodyBytes, parseJsonBody } from "@hotspot-session/spec/validation";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from "fastify";

import { accessLog } from "./observe/access-log.ts";
import {
  type ConnectionLimits,
  type Connections,
  limitConnections,
} from "./http/connection-limit.ts";
import { operations } from "./contract/operations.ts";
import { ApiError, noSuchPath, toApiError, unavailable } from "./errors.ts";
import { addOperation } from "./operations/route.ts";
import { memoryBudget } from "./http/memory-budget.ts";
import { type OutsideRoutes, outsideRoutes } from "./observe/outside-routes.ts";
import { knownPaths } from "./http/paths.ts";
import { headersOfEvery, rawAnswers } from "./http/raw-answers.ts";
import { requestIdOf } from "./http/request-id.ts";
import { site } from "./http/site.ts";
import type { Store } from "./store/store.ts";

/** How long an idle connection stays open, in milliseconds: longer than a load balancer's own 60 s. */
const keepAliveTimeout = 72_000;

export interface ServerOptions {
  readonly store: Store;
  readonly logger: FastifyBaseLogger;
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeout?: number;
  /** How long a connection may stand still within a request or its answer, in milliseconds. */
  readonly stillFor?: number;
  readonly connections?: ConnectionLimits;
}

export interface Server {
  readonly app: FastifyInstance;
  readonly outside: OutsideRoutes;
  readonly connections: {
    /** How many there are. */
    open(): number;
    /** How many were closed so far, because there were too many. */
    closed(): number;
  };
  /** From now on answers 503, so that a load balancer turns elsewhere while requests finish. */
  drain(): void;
}

/**
 * The API as the contract describes it, on top of a store. Routes, checks and serialisation are
 * taken from the contract; the caller listens, and closes both.
 */
export function buildServer(options: ServerOptions): Server {
  const {
    store,
    logger,
    requestTimeout = 30_000,
    stillFor = 30_000,
    connections: limits,
  } = options;
  let draining = false;
  const outside = outsideRoutes();
  const { answerUnrouted, answerUnreadable, rememberRequest, lastAnswer } = rawAnswers(outside);
  const memory = memoryBudget(maxBodyBytes);
  let connections: Connections | undefined;
  const paths = knownPaths();
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    headers?: Readonly<Record<string, string>>,
  ) => answerUnrouted(response, requestIdOf(request), unavailable(), headers);
  const app = Fastify({
    // Of Fastify's own lines only those of trouble: that it listens is said where it is served.
    loggerInstance: logger.child({}, { level: quieter(logger.level) }),
    // A line a request is worth less than what it costs; failures are logged below.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
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
          rememberRequest(request, response);
          if (!places.hasPlace(request) && !isProbe(request)) {
            return refuse(request, response, { connection: "close" });
          }
          // Before all that its route would do, so that refusing costs less than serving.
          if (writing.has(request.method) && store.isFull()) return refuse(request, response);
          route(request, response);
        },
      );
      // A connection on which nothing moves: whoever does not read an answer must not keep it here.
      server.setTimeout(stillFor);
      const places = limitConnections(server, lastAnswer, limits);
      connections = places;
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
    async ({ headers }: FastifyRequest, body: Buffer) => parseJsonBody(body, headers),
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
    else if (draining) {
      void reply.header("connection", "close");
      done(unavailable());
    } else done();
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

  accessLog(app, outside, logger);
  for (const operation of operations) addOperation(app, store, memory, operation);
  addHealth(app, store);
  void app.register(site);

  return {
    app,
    outside,
    connections: {
      open: () => connections?.open ?? 0,
      closed: () => connections?.closed ?? 0,
    },
    drain() {
      draining = true;
    },
  };
}

/** The methods of operations that change something. */
const writing: ReadonlySet<string | undefined> = new Set(
  operations.filter(({ body }) => body !== undefined).map(({ method }) => method),
);

const healthPaths: ReadonlySet<string | undefined> = new Set(["/healthz", "/readyz"]);

/** Whoever asks how the service is must hear of an overload that it is one, and not that it is dead. */
const isProbe = ({ url }: IncomingMessage): boolean => healthPaths.has(url);

function addHealth(app: FastifyInstance, store: Store): void {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async () => {
    await store.ping().catch(() => {
      throw unavailable();
    });
    return { status: "ready" };
  });
}

/** A level that says no more than `warn` does, and no more than it did. */
const quieter = (level: string) => (["trace", "debug", "info"].includes(level) ? "warn" : level);
