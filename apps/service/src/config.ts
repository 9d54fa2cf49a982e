import { hostname } from "node:os";

import type { CallerLimits } from "./auth/caller-limits.ts";
import type { IamSettings } from "./auth/keystone.ts";
import { parseProjectId } from "./auth/project-id.ts";
import type { KeySource } from "./auth/sealing-keys.ts";
import { credentialSettings, iamSettings, keySource } from "./auth/settings.ts";
import type { AuditTarget } from "./observe/audit-log.ts";
import { readTraceSettings, type TraceSettings, traceSettings } from "./observe/trace-settings.ts";
import { type Location, parseLocation } from "./store/location.ts";

/** Everything that an operator can set. */
export interface Config {
  /** Tells this instance of the service from others in logs, metrics and traces. */
  readonly instance: string;
  readonly host: string;
  readonly port: number;
  readonly database: Location;
  /** How many connections to PostgreSQL may be open at once. */
  readonly poolSize: number;
  readonly logLevel: string;
  /** Where metrics are served; `undefined` for nowhere. */
  readonly metricsPort: number | undefined;
  /** How many connections may be open at once. */
  readonly maxConnections: number;
  /** For how many seconds browsers must use TLS for this host; `undefined` where nothing is said. */
  readonly hsts: number | undefined;
  readonly bootstrapProjectId: string | undefined;
  readonly bootstrapToken: string | undefined;
  readonly keySource: KeySource;
  /** `undefined` where no IAM is used. */
  readonly iam: IamSettings | undefined;
  readonly limits: CallerLimits;
  readonly auditLog: AuditTarget | undefined;
  /** `undefined` where no traces are sent. */
  readonly traces: TraceSettings | undefined;
}

/** One or more settings are wrong; the message has a line for each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

export interface Setting<Value> {
  readonly meaning: string;
  /** As an operator would write it. */
  readonly fallback?: string;
  /** @throws an Error that says what the value must be, without repeating the value */
  readonly parse: (text: string) => Value;
}

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error("must be 0 to 65535");
  return Number(text);
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

const settings = {
  HOTSPOT_HOST: {
    meaning: "address to listen on; 0.0.0.0 for all",
    fallback: "127.0.0.1",
    parse: (text: string) => text,
  },
  HOTSPOT_PORT: {
    meaning: "port to listen on; 0 for any free one",
    fallback: "8080",
    parse: parsePort,
  },
  HOTSPOT_INSTANCE: {
    meaning: "name of this instance in logs, metrics and traces; the host's name if unset",
    parse(text: string) {
      if (!/^[\w.:-]{1,128}$/.test(text)) throw new Error("must be 1 to 128 of A-Za-z0-9._:-");
      return text;
    },
  },
  HOTSPOT_DATABASE_URL: {
    meaning: "where to keep everything: sqlite:FILE, sqlite::memory: for tests, or postgres://…",
    fallback: "sqlite:data/hotspot.db",
    parse: parseLocation,
  },
  HOTSPOT_DATABASE_POOL_SIZE: {
    meaning: "connections to PostgreSQL, of each instance of the service, at least 3",
    fallback: "10",
    parse(text: string) {
      // A large list and a search may each take one for long: other requests need a third.
      if (!/^(?:[3-9]|[1-9]\d{1,3})$/.test(text)) throw new Error("must be 3 to 9999");
      return Number(text);
    },
  },
  HOTSPOT_LOG_LEVEL: {
    meaning: `one of ${logLevels.join(", ")}`,
    fallback: "info",
    parse(text: string) {
      if (!logLevels.includes(text)) throw new Error(`must be one of ${logLevels.join(", ")}`);
      return text;
    },
  },
  HOTSPOT_METRICS_PORT: {
    meaning: "port to serve Prometheus metrics on, at /metrics; off if unset",
    parse: parsePort,
  },
  HOTSPOT_MAX_CONNECTIONS: {
    meaning: "connections open at once; fewer where the limit on open files is lower",
    fallback: "1250",
    parse(text: string) {
      if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error("must be 1 to 999999");
      return Number(text);
    },
  },
  HOTSPOT_HSTS: {
    meaning: "seconds for which browsers must use TLS for this host; set it behind TLS only",
    parse(text: string) {
      if (!/^\d{1,10}$/.test(text)) throw new Error("must be a number of seconds");
      return Number(text);
    },
  },
  ...credentialSettings,
  HOTSPOT_AUDIT_LOG: {
    meaning: "file for a line about each change, or stderr; off if unset",
    parse: (text: string): AuditTarget => (text === "stderr" ? text : { file: text }),
  },
  HOTSPOT_BOOTSTRAP_PROJECT_ID: {
    meaning: "project of the first token; a new one if unset",
    parse: parseProjectId,
  },
  HOTSPOT_BOOTSTRAP_TOKEN: {
    meaning: "the first token, at least 32 characters; made and printed once if unset",
    parse(text: string) {
      if (!/^[\x21-\x7e]{32,}$/.test(text)) {
        throw new Error("must be at least 32 printable ASCII characters without a blank");
      }
      return text;
    },
  },
  ...traceSettings,
} satisfies Record<string, Setting<unknown>>;

type Environment = Readonly<Record<string, string | undefined>>;

type Settings = typeof settings;

/** Reads a setting; `undefined` where it is unset without a fallback, or wrong. */
export type Read = <Name extends keyof Settings>(
  name: Name,
) => ReturnType<Settings[Name]["parse"]> | undefined;

/** Reads settings one by one, and collects what is wrong with them. An empty one is unset. */
function reader(environment: Environment) {
  const problems: string[] = [];
  const read: Read = (name) => {
    // What the setting of this name parses is of its type.
    const { fallback, parse } = settings[name] as Setting<never>;
    const text = environment[name] || fallback;
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : "is wrong"}`);
      return undefined;
    }
  };
  return { problems, read };
}

/**
 * Reads the settings from the environment. An empty variable is an unset one.
 *
 * @throws {@link ConfigError} that names every setting that is wrong
 */
export function readConfig(environment: Environment): Config {
  const { problems, read } = reader(environment);
  const instance = read("HOTSPOT_INSTANCE") ?? hostname();
  const host = read("HOTSPOT_HOST");
  const port = read("HOTSPOT_PORT");
  const database = read("HOTSPOT_DATABASE_URL");
  const poolSize = read("HOTSPOT_DATABASE_POOL_SIZE");
  const logLevel = read("HOTSPOT_LOG_LEVEL");
  const metricsPort = read("HOTSPOT_METRICS_PORT");
  const maxConnections = read("HOTSPOT_MAX_CONNECTIONS");
  const optional = {
    hsts: read("HOTSPOT_HSTS"),
    bootstrapProjectId: read("HOTSPOT_BOOTSTRAP_PROJECT_ID"),
    bootstrapToken: read("HOTSPOT_BOOTSTRAP_TOKEN"),
    keySource: keySource(read, database),
    iam: iamSettings(read, problems),
    limits: { reads: read("HOTSPOT_READS_PER_MINUTE"), writes: read("HOTSPOT_WRITES_PER_MINUTE") },
    traces: readTraceSettings(read, environment),
    auditLog: read("HOTSPOT_AUDIT_LOG"),
  };
  if (
    problems.length > 0 ||
    host === undefined ||
    port === undefined ||
    database === undefined ||
    poolSize === undefined ||
    logLevel === undefined ||
    maxConnections === undefined
  ) {
    throw new ConfigError(problems.join("\n"));
  }
  const required = { host, port, database, poolSize, logLevel, maxConnections };
  return { instance, metricsPort, ...required, ...optional };
}

/**
 * Where the database is alone, for what does not serve: other settings may be wrong then.
 *
 * @throws {@link ConfigError}
 */
export function readLocation(environment: Environment): Location {
  const { problems, read } = reader(environment);
  const location = read("HOTSPOT_DATABASE_URL");
  if (location === undefined) throw new ConfigError(problems.join("\n"));
  return location;
}

/**
 * Where the sealing keys of a database are, for what does not serve.
 *
 * @throws {@link ConfigError}
 */
export function readKeySource(environment: Environment): KeySource {
  const { problems, read } = reader(environment);
  const source = keySource(read, read("HOTSPOT_DATABASE_URL"));
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  return source;
}

/** The settings for people, a line each. */
export function settingsHelp(): string {
  const entries: [string, Setting<unknown>][] = Object.entries(settings);
  return entries
    .map(([name, { meaning, fallback }]) => {
      const value = fallback === undefined ? "" : ` (${fallback})`;
      return `  ${name.padEnd(34)} ${meaning}${value}`;
    })
    .join("\n");
}
