import { setTimeout as pause } from "node:timers/promises";

import { diag, DiagLogLevel } from "@opentelemetry/api";
import { setGlobalErrorHandler } from "@opentelemetry/core";
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { FastifyBaseLogger } from "fastify";

import { spans } from "./spans.ts";
import type { TraceSettings } from "./trace-settings.ts";

export type Tracing = Awaited<ReturnType<typeof createTracing>>;

export interface TracingOptions extends TraceSettings {
  /** The name of this instance of the service. */
  readonly instance: string;
  readonly engine: "sqlite" | "postgres";
  readonly logger: FastifyBaseLogger;
}

/** How long the last spans may take to be sent, in milliseconds. */
const lastExport = 2000;

/**
 * Sends traces to where the variables of OpenTelemetry say. Only loaded where it is switched on. Of the
 * machine it tells nothing that those variables do not.
 */
export async function createTracing(options: TracingOptions) {
  const { logger, engine, protocol } = options;
  const log = (problem: unknown) => logger.warn({ problem: String(problem) }, "OpenTelemetry");
  const silent = () => undefined;
  diag.setLogger(
    { error: log, warn: log, info: silent, debug: silent, verbose: silent },
    DiagLogLevel.WARN,
  );
  setGlobalErrorHandler((error) => logger.warn({ err: error }, "traces could not be sent"));
  const { OTLPTraceExporter } = await (protocol === "http/json"
    ? import("@opentelemetry/exporter-trace-otlp-http")
    : import("@opentelemetry/exporter-trace-otlp-proto"));
  const service = { "service.name": "hotspot-service", "service.instance.id": options.instance };
  const detectors = [resourceAttributesEnvDetector, serviceNameEnvDetector];
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes(service))
      .merge(detectResources({ detectors })),
    sampler: samplerOf(options),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer("hotspot-service");
  const watching = spans(tracer, engine === "postgres" ? "postgresql" : "sqlite");
  watching.watchStatements();

  return {
    watchRequests: watching.watchRequests,
    watchStore: watching.watchStore,

    /**
     * Sends the last spans.
     *
     * @returns whether that ended in time. If not, the exporter goes on, and keeps the process alive.
     */
    async close(): Promise<boolean> {
      const closed = provider.shutdown().then(
        () => true,
        (error: unknown) => {
          logger.warn({ err: error }, "the last traces could not be sent");
          return true;
        },
      );
      return Promise.race([closed, pause(lastExport, false, { ref: false })]);
    },
  };
}

function samplerOf({ sampler, ratio }: TraceSettings): Sampler {
  const name = sampler.replace(/^parentbased_/, "");
  const root =
    name === "traceidratio"
      ? new TraceIdRatioBasedSampler(ratio)
      : name === "always_off"
        ? new AlwaysOffSampler()
        : new AlwaysOnSampler();
  return name === sampler ? root : new ParentBasedSampler({ root });
}
