import { AsyncLocalStorage } from "node:async_hooks";

import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { type SentStatement, sentStatements } from "../store/postgres/sent-statements.ts";
import type { Store } from "../store/store.ts";

/** Those that OpenTelemetry knows; a client could make up any other. */
const methods = new Set("GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH QUERY".split(" "));

/**
 * The spans of a service: each request, the calls of the store within it, and the statements of those.
 * Their attributes follow OpenTelemetry's semantic conventions. There are no names of users, no
 * secrets, no queries and no values among them.
 *
 * @param system the engine of the store, as OpenTelemetry calls it
 */
export function spans(tracer: Tracer, system: "sqlite" | "postgresql") {
  const current = new AsyncLocalStorage<Context>();
  const propagator = new W3CTraceContextPropagator();

  function beginRequest(request: FastifyRequest, reply: FastifyReply): Context {
    const parent = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
    const method = methods.has(request.method) ? request.method : "_OTHER";
    const route = request.routeOptions.url;
    const span = tracer.startSpan(
      [method === "_OTHER" ? "HTTP" : method, route].filter(Boolean).join(" "),
      {
        kind: SpanKind.SERVER,
        attributes: {
          "http.request.method": method,
          "url.scheme": "http",
          ...(route !== undefined && { "http.route": route }),
          "http.response.header.x-request-id": [request.id],
        },
      },
      parent,
    );
    reply.raw.once("close", () => {
      // Of others than admitted callers, a path could be anything, a secret too.
      if (request.caller !== undefined) {
        span.setAttribute("url.path", request.raw.url?.replace(/\?.*$/s, "") ?? "");
      }
      const { headersSent, statusCode } = reply.raw;
      // Otherwise the client left before there was an answer.
      if (headersSent) span.setAttribute("http.response.status_code", statusCode);
      if (headersSent && statusCode >= 500) markFailed(span, String(statusCode));
      span.end();
    });
    return trace.setSpan(parent, span);
  }

  async function within<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
    const parent = current.getStore();
    if (parent === undefined) return call();
    const attributes = { "db.system.name": system, "db.operation.name": name };
    const span = tracer.startSpan(`store ${name}`, { attributes }, parent);
    try {
      return await current.run(trace.setSpan(parent, span), call);
    } catch (error) {
      markFailed(span, typeOf(error));
      throw error;
    } finally {
      span.end();
    }
  }

  return {
    /** Makes a span of each request from now on, except those that only ask for its health. */
    watchRequests(app: FastifyInstance): void {
      const contexts = new WeakMap<FastifyRequest, Context>();
      app.addHook("onRequest", (request, reply, done) => {
        if (isProbe(request)) return done();
        const context = beginRequest(request, reply);
        contexts.set(request, context);
        current.run(context, done);
      });
      // Once a body was read, the rest runs in the context of the connection.
      app.addHook("preHandler", (request, _, done) => {
        const context = contexts.get(request);
        if (context === undefined) done();
        else current.run(context, done);
      });
    },

    /** The same store, with a span for each call that a request makes. */
    watchStore: (store: Store): Store => ({
      ...store,
      createConfig: (...call) => within("createConfig", () => store.createConfig(...call)),
      listConfigs: (...call) => within("listConfigs", () => store.listConfigs(...call)),
      updateConfig: (...call) => within("updateConfig", () => store.updateConfig(...call)),
      listUsers: (...call) => within("listUsers", () => store.listUsers(...call)),
      updateUsers: (...call) => within("updateUsers", () => store.updateUsers(...call)),
      findToken: (...call) => within("findToken", () => store.findToken(...call)),
      findAccessKey: (...call) => within("findAccessKey", () => store.findAccessKey(...call)),
    }),

    /** Makes a span of each statement that PostgreSQL is sent within a request from now on. */
    watchStatements(): void {
      const sent = new WeakMap<SentStatement, Span>();
      sentStatements.subscribe({
        start(statement) {
          const parent = current.getStore();
          if (parent === undefined) return;
          const { name } = statement;
          const attributes = { ...addressOf(statement), "db.query.summary": name };
          const options = { kind: SpanKind.CLIENT, attributes };
          sent.set(statement, tracer.startSpan(name, options, parent));
        },
        asyncEnd(statement) {
          const span = sent.get(statement);
          if (span === undefined) return;
          const { error } = statement;
          if (error !== undefined) markFailed(span, codeOf(error) ?? typeOf(error));
          const code = codeOf(error);
          if (code !== undefined) span.setAttribute("db.response.status_code", code);
          span.end();
        },
      });
    },
  };
}

const isProbe = ({ routeOptions: { url } }: FastifyRequest): boolean =>
  url === "/healthz" || url === "/readyz";

const addressOf = ({ client: { host, port, database = "" } }: SentStatement): Attributes => ({
  "db.system.name": "postgresql",
  "db.namespace": database,
  "server.address": host,
  "server.port": port,
});

/** Without the message of the error, which may repeat what was asked. */
function markFailed(span: Span, type: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute("error.type", type);
}

const typeOf = (error: unknown): string => (error instanceof Error ? error.name : "_OTHER");

/** The SQLSTATE, or the code of the system. */
const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
