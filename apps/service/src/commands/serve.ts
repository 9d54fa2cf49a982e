import { checkSealingKeys } from "../auth/check-sealing-keys.ts";
import { createIam } from "../auth/iam.ts";
import { sealingKeys } from "../auth/sealing-keys.ts";
import { bootstrap } from "../auth/bootstrap.ts";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { type Audit, auditLog, type AuditTarget } from "../observe/audit-log.ts";
import type { Metrics } from "../observe/metrics.ts";
import { serveMetrics } from "../observe/metrics-server.ts";
import { accessLog } from "../observe/access-log.ts";
import { createLogger, standardError } from "../observe/logger.ts";
import { configuredSecrets } from "../observe/configured-secrets.ts";
import { createRedaction } from "../observe/redaction.ts";
import { defaultLimits } from "../http/connections.ts";
import { listen } from "../http/listen.ts";
import { connectionsAllowed } from "../http/open-files.ts";
import { buildServer } from "../server.ts";
import { shutDown } from "../http/shutdown.ts";
import { describeLocation } from "../store/location.ts";
import { type OpenOptions, openStore } from "../store/open-store.ts";
import { welcome } from "../welcome.ts";
import { messageOf } from "./command-error.ts";

/** How long requests under way may take to finish once the service must stop, in milliseconds. */
const shutdownTimes = { patience: 10_000, quiet: 500 };

/** Standard output is for people, and for programs that wait for the first line. Logs go to standard error. */
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Serves until told to stop. Ends the process where it cannot. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = configOrExit(environment);
  const redaction = createRedaction();
  for (const secret of configuredSecrets(config)) redaction.add(secret);
  const { instance, logLevel } = config;
  const logger = createLogger({ level: logLevel, instance }, standardError(), redaction);
  // Where metrics are off, nothing of them is loaded, and no request pays for them.
  const metrics =
    config.metricsPort === undefined
      ? undefined
      : (await import("../observe/metrics.ts")).createMetrics(instance);
  const tracing =
    config.traces &&
    (await (
      await import("../observe/tracing.ts")
    ).createTracing({
      ...config.traces,
      instance,
      engine: config.database.engine,
      logger,
    }));
  const { store, levels } = await storeOrExit(config, {
    poolSize: config.poolSize,
    committed: metrics?.observeBatch,
    onHealth(problem) {
      if (problem === undefined) logger.info("the database works again");
      else logger.error({ err: problem }, "the database fails: answering 503, not ready");
    },
  });
  const keys = sealingKeys(config.keySource);
  await checkSealingKeys(store, keys, config.keySource).catch(async (error: unknown) => {
    await store.close();
    fail(messageOf(error), 1);
  });
  const iam = config.iam && createIam(config.iam);
  const observers = [accessLog(logger), metrics?.observeAnswer];
  const server = buildServer({
    store: tracing?.watchStore(store) ?? store,
    keys,
    iam,
    refused: metrics?.countRefusal,
    limits: config.limits,
    audit: config.auditLog && auditLogOrExit(config.auditLog, instance),
    logger,
    instrument: tracing?.watchRequests,
    observers: observers.filter((observer) => observer !== undefined),
    hsts: config.hsts,
    connectionLimits: {
      ...defaultLimits,
      open: Math.min(config.maxConnections, connectionsAllowed()),
    },
  });
  const { app, connections } = server;
  if (metrics !== undefined) {
    metrics.watch({
      ...levels,
      connections: () => connections.open,
      closedConnections: () => connections.closed,
      iamFailures: iam?.failures,
    });
  }
  const metricsServer = metrics && (await metricsServerOrExit(metrics, config));

  const { host, port } = config;
  const opening = listen(app, { host, port });
  const started = Promise.withResolvers<void>();
  let stopping = false;
  async function stop(): Promise<void> {
    stopping = true;
    if ((await opening.catch(() => undefined)) !== undefined) {
      await shutDown(server, shutdownTimes);
    }
    await metricsServer?.close();
    // The first token is made and shown, or not made: the store closes after that.
    await started.promise;
    await store.close();
    if ((await tracing?.close()) === false) process.exit();
  }
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      // A second signal means: at once.
      if (stopping) process.exit(130);
      logger.info({ signal }, "stopping");
      void stop();
    });
  }
  // After an unexpected error the state in memory cannot be trusted: finish current requests, and end.
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "unexpected error; stopping");
    if (stopping) process.exit(1);
    process.exitCode = 1;
    // If this rejects, this handler is called again and exits.
    void stop();
  });

  let address = "";
  try {
    address = await opening;
  } catch (error) {
    await store.close();
    fail(
      `cannot listen on ${config.host}:${config.port}: ${messageOf(error)}\nSet HOTSPOT_PORT to another port, or to 0 for any free one; HOTSPOT_HOST to an address of this machine.`,
      1,
    );
  }
  // Only now: a first token that was made and not shown would be lost.
  try {
    const first = await bootstrap(store, {
      projectId: config.bootstrapProjectId,
      token: config.bootstrapToken,
    });
    say(welcome(address, first, metricsServer?.url));
    started.resolve();
  } catch (error) {
    fail(`cannot make the first token: ${messageOf(error)}\nStart the service again.`, 1);
  }
}

function fail(message: string, exitCode: number): never {
  process.stderr.write(`hotspot-service: ${message}\n`);
  process.exit(exitCode);
}

function configOrExit(environment: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(`these settings are wrong:\n${error.message}\nSee hotspot-service --help.`, 2);
  }
}

async function storeOrExit({ database }: Config, options: OpenOptions) {
  try {
    return await openStore(database, options);
  } catch (error) {
    const where = describeLocation(database);
    return fail(`HOTSPOT_DATABASE_URL: cannot open ${where}: ${messageOf(error)}`, 1);
  }
}

function auditLogOrExit(target: AuditTarget, instance: string): Audit {
  try {
    return auditLog(target, instance);
  } catch (error) {
    return fail(`HOTSPOT_AUDIT_LOG: cannot open it: ${messageOf(error)}`, 1);
  }
}

async function metricsServerOrExit(metrics: Metrics, { host, metricsPort: port = 0 }: Config) {
  try {
    return await serveMetrics(metrics, { host, port });
  } catch (error) {
    return fail(`HOTSPOT_METRICS_PORT: cannot listen on ${host}:${port}: ${messageOf(error)}`, 1);
  }
}
