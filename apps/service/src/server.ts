import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { maxBodyBytes } from "@hotspot-session/spec/validation";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from "fastify";

import { authentication, type AuthenticationOptions } from "./auth/authenticate.ts";
import { callerLimits, type CallerLimits } from "./auth/caller-limits.ts";
import { operations } from "./contract/operations.ts";
import { noSuchPath, toApiError, unavailable } from "./errors.ts";
import { jsonType, send, sendError } from "./http/answer.ts";
import { bodyBudget } from "./http/body-budget.ts";
import {
  type ConnectionLimits,
  type Connections,
  defaultLimits,
  trackConnections,
} from "./http/connections.ts";
import { malformedRequests } from "./http/malformed.ts";
import { knownPaths, routableUrl } from "./http/paths.ts";
import { projectShares } from "./http/project-shares.ts";
import { projectTurns } from "./http/project-turns.ts";
import { requestIdOf } from "./http/request-id.ts";
import { inRounds } from "./http/rounds.ts";
import { site } from "./http/site.ts";
import { observeAnswers, type Observer } from "./observe/answers.ts";
import type { Audit } from "./observe/audit-log.ts";
import { addOperation } from "./operations/route.ts";
import type { Store } from "./store/store.ts";

/** How long an idle connection stays open, in milliseconds: longer than a load balancer's own 60 s. */
const keepAliveTimeout = 72_000;

export interface ServerOptions extends Omit<AuthenticationOptions, "reportFailure"> {
  /** Of each caller; none unless given. */
  readonly limits?: CallerLimits | undefined;
  /** Called with each change before it is answered. */
  readonly audit?: Audit | undefined;
  readonly logger: FastifyBaseLogger;
  /** Adds what must see each request before all else. */
  readonly instrument?: ((app: FastifyInstance) => void) | undefined;
  /** Called after each answer. */
  readonly observers?: readonly Observer[];
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeout?: number;
  /** How long a client may leave an answer unread, in milliseconds. */
  readonly unreadTimeout?: number;
  /** How long what follows an answered request is discarded, in milliseconds. */
  readonly discardTimeout?: number;
  readonly connectionLimits?: ConnectionLimits | undefined;
  /** For how many seconds browsers must use TLS for this host. */
  readonly hsts?: number | undefined;
}

export interface Server {
  readonly app: FastifyInstance;
  readonly connections: Connections;
  /** Answers 503 from now on, so that load balancers use other instances while requests finish. */
  drain(): void;
}

/**
 * The API as the contract describes it, on top of a store. Routes and checks are taken from the
 * contract; the caller listens, and closes both.
 */
export function buildServer(options: ServerOptions): Server {
  const { store, logger, observers = [], requestTimeout = 30_000 } = options;
  const { connectionLimits = defaultLimits } = options;
  let draining = false;
  const paths = knownPaths();
  let connections: Connections | undefined;
  const observe: Observer = (answer) => {
    for (const observer of observers) observer(answer);
  };
  const reportFailure = (error: unknown, reqId: string) =>
    logger.error({ err: error, reqId }, "request failed");

  const { authenticate, explain } = authentication({ ...options, reportFailure });

  const app = Fastify({
    bodyLimit: maxBodyBytes,
    genReqId: requestIdOf,
    rewriteUrl: routableUrl,
    return503OnClosing: false,
    serverFactory(route) {
      const server = createServer({
        requireHostHeader: false,
        requestTimeout,
        headersTimeout: requestTimeout,
        // How often Node looks for requests that are late.
        connectionsCheckingInterval: Math.ceil(requestTimeout / 6),
        keepAliveTimeout,
      });
      // A client may end its side after its request, and wait for the answer: Node would end ours once
      // it reads that. Its types do not have this.
      Object.assign(server, { httpAllowHalfOpen: true });
      const { unreadTimeout = 10_000, discardTimeout = 3000 } = options;
      const tracked = trackConnections(
        server,
        { unread: unreadTimeout, discard: discardTimeout },
        connectionLimits,
      );
      connections = tracked;
      const malformed = malformedRequests(tracked, contractMethods, observe);
      const handle = inRounds(route);
      const begin = (request: IncomingMessage, response: ServerResponse) => {
        tracked.begin(request, response);
        if (request.headers.upgrade !== undefined) {
          // Node does not notice that the body of such a request ends too early.
          request.socket.once("end", () => {
            if (!request.complete) malformed.answerUnreadable(request.socket);
          });
        }
        handle(request, response);
      };
      server.on("request", begin);
      // The route that reads the body asks for it; Node would, of every client.
      server.on("checkContinue", begin);
      // Node would answer an Expect that it does not know with a bare 417.
      server.on("checkExpectation", begin);
      server.on("connect", malformed.answerConnect);
      server.on("clientError", (_, socket) => malformed.answerUnreadable(socket));
      return server;
    },
    clientErrorHandler: () => undefined,
    // No route has a schema of Fastify's. Its own compilers would take a tenth of the start.
    schemaController: {
      compilersFactory: { buildValidator: () => noCompiler, buildSerializer: () => noCompiler },
    },
    routerOptions: {
      // Longer than any request line that Node reads: the contract's own limit answers.
      maxParamLength: 64 * 1024,
      // Kept as it came; the contract says how to read it, after the credentials were checked.
      querystringParser: (query: string) => ({ query }),
    },
  });

  // The bytes as they came: a signature covers them, and credentials are checked before the input.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));

  app.decorateRequest("caller", undefined);
  app.addHook("onRoute", (route) => paths.add(route.url, [route.method].flat()));
  options.instrument?.(app);
  if (observers.length > 0) observeAnswers(app, observe);
  // With callbacks, as all hooks for every request: a promise costs more than the hook itself.
  app.addHook("onRequest", (request, reply, done) => {
    const { raw } = request;
    const isLate = connections?.of(raw.socket)?.isLate === true;
    // After a request with Upgrade, Node drops what the client sends before the answer.
    if (draining || isLate || raw.headers.upgrade !== undefined) reply.raw.shouldKeepAlive = false;
    if (request.is404) done(paths.refusal(raw.method ?? "", raw.url ?? ""));
    else if ((draining || isLate) && !isHealthCheck(request, draining)) done(unavailable());
    else done();
  });
  app.setNotFoundHandler(() => {
    throw noSuchPath();
  });
  app.setErrorHandler((error, request, reply) => {
    const apiError = toApiError(explain(error, request.id));
    // Fastify closes the connection where it stops reading a body.
    if (reply.hasHeader("connection")) reply.raw.shouldKeepAlive = false;
    if (apiError.status === 500) reportFailure(error, request.id);
    reply.hijack();
    sendError(reply.raw, request.id, apiError);
  });

  const { audit, limits = { reads: undefined, writes: undefined } } = options;
  // What was changed is answered as it was, also where it cannot be logged.
  const safeAudit: Audit | undefined =
    audit &&
    ((change) => {
      try {
        audit(change);
      } catch (error) {
        reportFailure(error, change.requestId);
      }
    });
  const limitCaller = callerLimits(limits);
  const takeShare = projectShares(connectionLimits.open);
  const takeTurn = projectTurns();
  const takeBody = bodyBudget(maxBodyBytes);
  for (const operation of operations) {
    addOperation(
      app,
      {
        store,
        authenticate,
        limitCaller,
        takeShare,
        takeTurn,
        audit: safeAudit,
        takeBody,
        reportFailure,
      },
      operation,
    );
  }
  addHealth(app, store);
  void app.register(site, { hsts: options.hsts });

  if (connections === undefined) throw new Error("Fastify made no server");
  return {
    app,
    connections,
    drain() {
      draining = true;
    },
  };
}

const noCompiler = () => {
  throw new Error("no route has a schema of Fastify's");
};

/** All methods of the contract, in alphabetical order. */
const contractMethods = [...new Set(operations.map(({ method }) => method))].toSorted();

/** The process is alive while it drains or is overloaded, and may be ready while it is overloaded. */
const isHealthCheck = ({ routeOptions: { url } }: FastifyRequest, draining: boolean): boolean =>
  url === "/healthz" || (url === "/readyz" && !draining);

function addHealth(app: FastifyInstance, store: Store): void {
  const json = { "content-type": jsonType };
  app.get("/healthz", (request, reply) => {
    reply.hijack();
    send(reply.raw, request.id, 200, json, '{"status":"ok"}');
  });
  app.get("/readyz", async (request, reply) => {
    await store.ping().catch(() => {
      throw unavailable();
    });
    reply.hijack();
    send(reply.raw, request.id, 200, json, '{"status":"ready"}');
  });
}
