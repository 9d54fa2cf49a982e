import { randomUUID } from "node:crypto";

import {
  Client,
  type ClientBase,
  type ClientConfig,
  DatabaseError,
  Pool,
  type PoolClient,
} from "pg";

import { limiter } from "../limiter.ts";
import { StoreBusyError, StoreUnavailableError } from "../store.ts";
import type { ConnectionString } from "./connection-string.ts";
import {
  clientConfig,
  describeFailure,
  markOption,
  refuseUnsuitable,
  waits,
} from "./client-config.ts";
import { isConnectionError } from "./errors.ts";
import { whenSilent } from "./sent-statements.ts";

/** How many calls may wait for a connection; further ones are refused. */
const maxWaiting = 1000;
/** For how long calls are refused at once after no host was a primary, in milliseconds. */
const pause = 250;
/** How long connections that were ended may take to close, in milliseconds. */
const lastClose = 1000;
/** SQLSTATE of a server that takes no more connections. */
const full = "53300";
/** The size of the pool where none is given. */
export const defaultPoolSize = 10;

export interface ConnectionOptions {
  readonly poolSize?: number | undefined;
  /** Called with the problem when no primary answers, and with `undefined` once one does again. */
  readonly onHealth?: ((problem: Error | undefined) => void) | undefined;
}

/** Connections as one owner has them: owners take turns to wait for one. */
export interface Connections {
  /** Runs statements on one connection, which is closed if it breaks or is left in a transaction. */
  use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result>;
}

/**
 * A pool of connections to the primary of a cluster: hosts are tried in their order, and standbys
 * are refused. After a connection broke, all others of that time are given up with it, and the next
 * one is made to the host that is the primary by then.
 */
export function connections(target: ConnectionString, options: ConnectionOptions = {}) {
  const { hosts } = target;
  /** Grows each time a host is given up; the host that is tried now is the one at this index. */
  let generation = 0;
  let pausedUntil = 0;
  let isFailing = false;
  let refusal: StoreUnavailableError | undefined;
  /** The generation in which a host was found to be the primary. */
  let found: number | undefined;
  /** Generations whose host is being asked whether it answers. */
  const asked = new Set<number>();
  /** All connections, until they are closed. */
  const all = new Set<HostClient>();
  const hostAt = (of: number) => hosts[of % hosts.length] ?? hosts[0];

  class HostClient extends Client {
    readonly generation = generation;
    readonly mark: string;
    constructor(config?: string | ClientConfig) {
      const given = typeof config === "object" ? config : {};
      const mark = randomUUID();
      super({
        ...given,
        ...hostAt(generation),
        options: `${given.options ?? ""}${markOption(mark)}`,
      });
      this.mark = mark;
      // An error of a connection without a listener would end the process.
      this.on("error", () => undefined);
      all.add(this.once("end", () => all.delete(this)));
      whenSilent.set(this, () => void giveUpIfFrozen(this.generation));
    }
  }

  function giveUp(failed: number): void {
    if (failed === generation) generation += 1;
  }

  const max = options.poolSize ?? defaultPoolSize;
  // In the pool itself calls wait in their order: one project's would be before all others'.
  const places = limiter({
    what: "calls for a connection",
    running: max,
    waiting: maxWaiting,
    patience: waits.connection,
  });
  const config: ClientConfig = {
    ...clientConfig(target),
    connectionTimeoutMillis: waits.connection,
    // Statements of a transaction that do not depend on each other share a round trip.
    pipeline: true,
  };

  /**
   * A host that is frozen keeps its connections open, and a COMMIT may wait for a standby on one that
   * is not: whether another connection can be made tells which it is.
   */
  async function giveUpIfFrozen(silent: number): Promise<void> {
    if (asked.has(silent)) return;
    asked.add(silent);
    const client = new Client({ ...config, ...hostAt(silent) });
    client.on("error", () => undefined);
    try {
      await client.connect();
      void client.end();
    } catch (error) {
      client.connection.stream.destroy();
      // A server that refuses a connection is not frozen.
      if (error instanceof DatabaseError) return;
      giveUp(silent);
      for (const other of all) {
        if (other.generation === silent) other.connection.stream.destroy(new Error(frozen));
      }
    } finally {
      asked.delete(silent);
    }
  }

  const pool = new Pool({
    ...config,
    Client: HostClient,
    max,
    async onConnect(client: ClientBase) {
      if (client instanceof HostClient) await refuseUnsuitable(client, client.mark);
    },
  });
  pool.on("error", () => undefined);

  function report(problem: Error | undefined): void {
    if (refusal !== undefined || isFailing === (problem !== undefined)) return;
    isFailing = !isFailing;
    options.onHealth?.(problem);
  }

  /** @throws Error where the host does not answer or is no primary */
  async function connectNow(): Promise<PoolClient> {
    for (;;) {
      const client = await pool.connect();
      if (client instanceof HostClient && client.generation === generation) {
        found = generation;
        return client;
      }
      client.release(new Error("its host was given up"));
    }
  }

  async function connect(): Promise<PoolClient> {
    if (refusal !== undefined) throw refusal;
    if (pool.ending) throw new StoreUnavailableError("the store is closed");
    if (performance.now() < pausedUntil) throw noPrimary("tried a moment ago");
    const reasons: string[] = [];
    for (let tries = 0; tries < hosts.length; tries++) {
      const tried = generation;
      const { host, port } = hostAt(tried);
      try {
        const client = await connectNow();
        report(undefined);
        return client;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.message.startsWith("timeout exceeded")) {
          throw new StoreBusyError("no connection was free in time", { cause: error });
        }
        // It is the primary, and its other connections are of use.
        if (found === tried && error instanceof DatabaseError && error.code === full) {
          throw new StoreBusyError("PostgreSQL takes no more connections", { cause: error });
        }
        reasons.push(`${host}:${port}: ${describeFailure(error)}`);
        giveUp(tried);
      }
    }
    pausedUntil = performance.now() + pause;
    const problem = noPrimary(reasons.join("; "));
    report(problem);
    throw problem;
  }

  async function use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await connect();
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      if (isConnectionError(error)) {
        broken = new Error("the connection broke", { cause: error });
        if (client instanceof HostClient) giveUp(client.generation);
      }
      throw error;
    } finally {
      const isIdle = client.getTransactionStatus() === "I";
      client.release(broken ?? (isIdle ? undefined : new Error("left within a transaction")));
    }
  }

  const of = (owner: string): Connections => ({
    use: (work) => places.run(owner, () => use(work)),
  });

  return {
    of,
    /** For what belongs to no project. */
    ...of(""),

    /** Refuses every further call with a problem. */
    refuse(problem: StoreUnavailableError): void {
      report(problem);
      refusal = problem;
    },

    load: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: places.waiting() }),

    async close(): Promise<void> {
      if (!pool.ending) await pool.end();
      // A host that is frozen closes nothing, and what is open keeps the process alive.
      setTimeout(() => {
        for (const { connection } of all) connection.stream.destroy();
      }, lastClose).unref();
    },
  };
}

// The first words tell errors of connections from others.
const frozen = "Connection terminated: the host does not answer";

const noPrimary = (reason: string) =>
  new StoreUnavailableError(`no host of HOTSPOT_DATABASE_URL is a primary that answers: ${reason}`);
