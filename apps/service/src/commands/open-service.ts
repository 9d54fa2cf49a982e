import { bootstrap } from "../auth/bootstrap.ts";
import { checkSealingKeys } from "../auth/check-sealing-keys.ts";
import { createIam } from "../auth/iam.ts";
import { sealingKeys } from "../auth/sealing-keys.ts";
import { ConfigError, readConfig } from "../config.ts";
import { defaultLimits } from "../http/connections.ts";
import { listen } from "../http/listen.ts";
import { connectionsAllowed } from "../http/open-files.ts";
import { shutDown } from "../http/shutdown.ts";
import { accessLog } from "../observe/access-log.ts";
import { auditLog } from "../observe/audit-log.ts";
import { configuredSecrets } from "../observe/configured-secrets.ts";
import { createLogger, type LogOutput } from "../observe/logger.ts";
import { serveMetrics } from "../observe/metrics-server.ts";
import { createRedaction } from "../observe/redaction.ts";
import { buildServer } from "../server.ts";
import { describeLocation } from "../store/location.ts";
import { openStore } from "../store/open-store.ts";
import { welcome } from "../welcome.ts";
import { CommandError, messageOf } from "./command-error.ts";

/** How long requests under way may take to finish once the service must stop, in milliseconds. */
const shutdownTimes = { patience: 10_000, quiet: 500 };

/**
 * Composes the service of the settings, and begins to listen.
 *
 * @throws CommandError that says which setting is wrong, or what it names that cannot be used
 */
export async function openService(environment: NodeJS.ProcessEnv, output: LogOutput) {
  const config = readSettings(environment);
  const { host, port, instance, metricsPort } = config;
  const redaction = createRedaction();
  for (const secret of configuredSecrets(config)) redaction.add(secret);
  const logger = createLogger({ level: config.logLevel, instance }, output, redaction);
  await using opened = new AsyncDisposableStack();
  // Where metrics are off, nothing of them is loaded, and no request pays for them.
  const metrics =
    metricsPort === undefined
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
  const { store, levels } = await openStore(config.database, {
    poolSize: config.poolSize,
    committed: metrics?.observeBatch,
    onHealth(problem) {
      if (problem === undefined) logger.info("the database works again");
      else logger.error({ err: problem }, "the database fails: answering 503, not ready");
    },
  }).catch(explain(`HOTSPOT_DATABASE_URL: cannot open ${describeLocation(config.database)}: `));
  opened.defer(() => store.close());
  const keys = sealingKeys(config.keySource);
  await checkSealingKeys(store, keys, config.keySource).catch(explain(""));
  const iam = config.iam && createIam(config.iam);
  const observers = [accessLog(logger), metrics?.observeAnswer];
  const server = buildServer({
    store: tracing?.watchStore(store) ?? store,
    keys,
    iam,
    refused: metrics?.countRefusal,
    limits: config.limits,
    audit: config.auditLog && openAuditLog(config.auditLog, instance),
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
  metrics?.watch({
    ...levels,
    connections: () => connections.open,
    closedConnections: () => connections.closed,
    iamFailures: iam?.failures,
  });
  const metricsServer =
    metrics &&
    (await serveMetrics(metrics, { host, port: metricsPort ?? 0 }).catch(
      explain(`HOTSPOT_METRICS_PORT: cannot listen on ${host}:${metricsPort}: `),
    ));
  opened.defer(async () => metricsServer?.close());

  const opening = listen(app, { host, port });
  const started = Promise.withResolvers<void>();
  const open = opened.move();
  return {
    logger,

    /**
     * Waits until it listens, and makes the first token.
     *
     * @returns what its operator must know, the address first
     * @throws CommandError where it cannot
     */
    async start(): Promise<string> {
      const advice =
        "Set HOTSPOT_PORT to another port, or to 0 for any free one; HOTSPOT_HOST to an address of this machine.";
      try {
        const address = await opening.catch(
          explain(`cannot listen on ${host}:${port}: `, `\n${advice}`),
        );
        // Only now: a first token that was made and not shown would be lost.
        const first = await bootstrap(store, {
          projectId: config.bootstrapProjectId,
          token: config.bootstrapToken,
        }).catch(explain("cannot make the first token: ", "\nStart the service again."));
        return welcome(address, first, metricsServer?.url);
      } catch (error) {
        connections.closeAll();
        await app.close();
        await open.disposeAsync();
        throw error;
      } finally {
        started.resolve();
      }
    },

    /**
     * Finishes requests under way, and closes everything; also while it starts.
     *
     * @returns whether all traces were sent in time
     */
    async stop(): Promise<boolean> {
      if ((await opening.catch(() => undefined)) !== undefined) {
        await shutDown(server, shutdownTimes);
      }
      // The first token is made and shown, or not made: the store closes after that.
      await started.promise;
      await open.disposeAsync();
      return (await tracing?.close()) ?? true;
    },
  };
}

function readSettings(environment: NodeJS.ProcessEnv) {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const message = `these settings are wrong:\n${error.message}\nSee hotspot-service --help.`;
    throw new CommandError(2, message, { cause: error });
  }
}

function openAuditLog(...target: Parameters<typeof auditLog>) {
  try {
    return auditLog(...target);
  } catch (error) {
    return explain("HOTSPOT_AUDIT_LOG: cannot open it: ")(error);
  }
}

/** Makes an error one for the operator, who reads what cannot be done and what to do. */
const explain =
  (before: string, after = "") =>
  (error: unknown): never => {
    throw new CommandError(1, `${before}${messageOf(error)}${after}`, { cause: error });
  };
