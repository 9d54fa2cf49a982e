import type { Read, Setting } from "../config.ts";

/** How traces are sent, and which. */
export interface TraceSettings {
  readonly protocol: "http/protobuf" | "http/json";
  readonly sampler: SamplerName;
  /** The share of traces that a sampler by ratio takes. */
  readonly ratio: number;
  /** What the exporter reads by itself and the log must not have. */
  readonly secrets: readonly string[];
}

function parseProtocol(text: string): TraceSettings["protocol"] {
  if (text === "http/protobuf" || text === "http/json") return text;
  throw new Error("must be http/protobuf or http/json");
}

export const samplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;
export type SamplerName = (typeof samplers)[number];

/** The variables of OpenTelemetry that are checked here; the SDK reads the others by itself. */
export const traceSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    meaning: "where traces are sent, such as http://127.0.0.1:4318; off if unset",
    parse(text: string) {
      if (!/^https?:$/.test(URL.parse(text)?.protocol ?? "")) {
        throw new Error("must be a URL such as http://127.0.0.1:4318");
      }
      return text;
    },
  },
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    meaning: "how: http/protobuf or http/json",
    fallback: "http/protobuf",
    parse: parseProtocol,
  },
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: {
    meaning: "the same for traces alone; if unset, OTEL_EXPORTER_OTLP_PROTOCOL",
    parse: parseProtocol,
  },
  OTEL_TRACES_EXPORTER: {
    meaning: "none for no traces; otlp for traces without an endpoint, to this machine",
    parse(text: string) {
      if (text !== "otlp" && text !== "none") throw new Error("must be otlp or none");
      return text;
    },
  },
  OTEL_TRACES_SAMPLER: {
    meaning: "which traces: always_on, traceidratio and the others of OpenTelemetry",
    fallback: "parentbased_always_on",
    parse(text: string): SamplerName {
      const sampler = samplers.find((name) => name === text);
      if (sampler === undefined) throw new Error(`must be one of ${samplers.join(", ")}`);
      return sampler;
    },
  },
  OTEL_TRACES_SAMPLER_ARG: {
    meaning: "the share of traces that traceidratio takes, 0 to 1",
    fallback: "1",
    parse(text: string) {
      const ratio = Number(text);
      if (!(ratio >= 0 && ratio <= 1)) throw new Error("must be 0 to 1");
      return ratio;
    },
  },
} satisfies Record<string, Setting<unknown>>;

/**
 * @returns `undefined` where no traces are sent; nothing else is read then, as these variables may be
 *   meant for another program
 */
export function readTraceSettings(
  read: Read,
  environment: Readonly<Record<string, string | undefined>>,
): TraceSettings | undefined {
  if (environment["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return undefined;
  const isOn = [
    "OTEL_TRACES_EXPORTER",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
  ].some((name) => environment[name]);
  if (!isOn || read("OTEL_TRACES_EXPORTER") === "none") return undefined;
  // Checked only: the exporter reads it by itself.
  read("OTEL_EXPORTER_OTLP_ENDPOINT");
  const protocol =
    read("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") ?? read("OTEL_EXPORTER_OTLP_PROTOCOL");
  const sampler = read("OTEL_TRACES_SAMPLER");
  const ratio = read("OTEL_TRACES_SAMPLER_ARG");
  if (!protocol || !sampler || ratio === undefined) return undefined;
  return { protocol, sampler, ratio, secrets: secretsOf(environment) };
}

/** The words of all headers such as `authorization=Bearer%20…`, and the passwords of both addresses. */
function secretsOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return ["OTEL_EXPORTER_OTLP_", "OTEL_EXPORTER_OTLP_TRACES_"].flatMap((prefix) => {
    const headers = (environment[`${prefix}HEADERS`] ?? "").split(",");
    const values = headers.map((header) => header.replace(/^[^=]*=/, ""));
    const password = URL.parse(environment[`${prefix}ENDPOINT`] ?? "")?.password ?? "";
    return [...values, password].flatMap((text) => decoded(text).split(/\s+/));
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
