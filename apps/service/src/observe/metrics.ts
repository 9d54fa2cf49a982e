import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import { refusals, type CredentialsRefusal } from "../auth/credentials-error.ts";
import type { ObservedAnswer } from "./answers.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/** What may rise and fall. */
const gauges = [
  ["storeSize", "hotspot_store_size_bytes", "Size of the database and its log on disk."],
  ["writeQueue", "hotspot_write_queue_length", "Writes that wait for their commit."],
  ["searchQueue", "hotspot_search_queue_length", "Searches that wait for the worker."],
  ["poolOpen", "hotspot_database_connections", "Connections to the database."],
  [
    "poolIdle",
    "hotspot_database_connections_idle",
    "Connections to the database that are not in use.",
  ],
  [
    "poolQueue",
    "hotspot_database_queue_length",
    "Calls that wait for a connection to the database.",
  ],
  ["connections", "hotspot_connections", "Connections that are open."],
] as const;

/** What only rises. */
const counters = [
  [
    "closedConnections",
    "hotspot_connections_closed_total",
    "Connections closed because there were too many.",
  ],
  [
    "iamFailures",
    "hotspot_iam_failures_total",
    "Validations of tokens that failed because the IAM did not answer.",
  ],
] as const;

/** What is read at the moment of a scrape. A gauge that throws is `NaN` then. */
export type Levels = {
  readonly [Name in (typeof gauges | typeof counters)[number][0]]?: (() => number) | undefined;
};

/**
 * What an operator can measure of a service, in the form of Prometheus.
 *
 * @param instance its name. A label of every series could collide with those that Prometheus adds:
 *   `target_info` has it, by which OpenTelemetry joins it to the others.
 */
export function createMetrics(instance: string) {
  const registry = new Registry();
  new Gauge({
    name: "target_info",
    help: "What the other series are of: the service and its instance.",
    labelNames: ["service_name", "service_instance_id"],
    registers: [registry],
  }).set({ service_name: "hotspot-service", service_instance_id: instance }, 1);
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "hotspot_requests_total",
    help: "Requests answered, by operation of the contract and status.",
    labelNames: ["operation", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "hotspot_request_duration_seconds",
    help: "From the head of a request to the end of its answer, by operation.",
    labelNames: ["operation"],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const refusedCredentials = new Counter({
    name: "hotspot_refused_credentials_total",
    help: "Requests whose credentials were refused, by what was wrong with them.",
    labelNames: ["refusal"],
    registers: [registry],
  });
  for (const refusal of refusals) refusedCredentials.inc({ refusal }, 0);
  const batches = new Histogram({
    name: "hotspot_commit_batch_size",
    help: "Writes that shared a commit.",
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    registers: [registry],
  });

  const contentType: string = registry.contentType;
  return {
    /** Counts and times an answer. Operations are few, as each is a series. */
    observeAnswer({ operation, status, milliseconds }: ObservedAnswer): void {
      requests.inc({ operation, status });
      durations.observe({ operation }, milliseconds / 1000);
    },

    countRefusal(refusal: CredentialsRefusal): void {
      refusedCredentials.inc({ refusal });
    },

    /** @param writes how many shared a commit */
    observeBatch(writes: number): void {
      batches.observe(writes);
    },

    /** From now on shows these too; called once for each. */
    watch(levels: Levels): void {
      for (const [key, name, help] of gauges) {
        const read = levels[key];
        if (read === undefined) continue;
        const collect = function collect(this: Gauge): void {
          this.set(orNaN(read));
        };
        registry.registerMetric(new Gauge({ name, help, registers: [], collect }));
      }
      for (const [key, name, help] of counters) {
        const read = levels[key];
        if (read === undefined) continue;
        const collect = function collect(this: Counter): void {
          this.reset();
          this.inc(read());
        };
        registry.registerMetric(new Counter({ name, help, registers: [], collect }));
      }
    },

    contentType,

    /** Everything, as it is now. */
    render: () => registry.metrics(),
  };
}

/** One level that cannot be read must not hide all others. */
function orNaN(read: () => number): number {
  try {
    return read();
  } catch {
    return Number.NaN;
  }
}
