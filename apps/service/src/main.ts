import { parseArgs } from "node:util";

import { pino } from "pino";

import { bootstrap } from "./auth/bootstrap.ts";
import { ConfigError, readConfig, settingsHelp } from "./config.ts";
import { buildServer } from "./server.ts";
import { openSqliteStore } from "./store/sqlite/sqlite-store.ts";
import { welcome } from "./welcome.ts";

/** How long requests under way may take to finish once the service is told to stop, in milliseconds. */
const drainTimeout = 10_000;

const help = `\
The hotspot session migration API as a service.

Usage: hotspot-service [--help]

Settings are environment variables (defaults in brackets):
${settingsHelp()}

Ctrl-C or SIGTERM ends it: requests under way are finished first.
Logs are JSON lines on standard error.
`;

/** Standard output is for people and for whoever waits for the first line; logs go to standard error. */
const say = (text: string) => process.stdout.write(`${text}\n`);

function fail(message: string, exitCode: number): never {
  process.stderr.write(`hotspot-service: ${message}\n`);
  process.exit(exitCode);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function readArguments() {
  try {
    return parseArgs({ options: { help: { type: "boolean", short: "h" } } }).values;
  } catch (error) {
    return fail(`${messageOf(error)}\nSee hotspot-service --help.`, 2);
  }
}

function configOrExit() {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(`these settings are wrong:\n${error.message}\nSee hotspot-service --help.`, 2);
  }
}

function storeOrExit(file: string) {
  try {
    return openSqliteStore(file);
  } catch (error) {
    return fail(`HOTSPOT_DATABASE_URL: cannot open ${file}: ${messageOf(error)}`, 1);
  }
}

async function run(): Promise<void> {
  const config = configOrExit();
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const store = storeOrExit(config.databaseFile);
  const first = await bootstrap(store, {
    projectId: config.bootstrapProjectId,
    token: config.bootstrapToken,
  });
  const { app, drain } = buildServer({ store, logger });

  let stopping = false;
  async function stop(signal: string): Promise<void> {
    // Whoever asks twice is in a hurry.
    if (stopping) process.exit(130);
    stopping = true;
    logger.info({ signal }, "stopping");
    drain();
    const late = setTimeout(() => app.server.closeAllConnections(), drainTimeout);
    await app.close();
    clearTimeout(late);
    await store.close();
  }
  process.on("SIGINT", (signal) => void stop(signal));
  process.on("SIGTERM", (signal) => void stop(signal));

  try {
    const address = await app.listen({ host: config.host, port: config.port });
    say(welcome(address, first));
  } catch (error) {
    await store.close();
    fail(`cannot listen on ${config.host}:${config.port}: ${messageOf(error)}`, 1);
  }
}

if (readArguments().help) say(help.trimEnd());
else await run();
