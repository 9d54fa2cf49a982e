import { randomUUID } from "node:crypto";

import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient } from "pg";

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

/** How many calls may wait for a connection; further ones are refused. */
const maxWaiting = 1000;
/** For how long calls are refused at once after no host was a primary, in milliseconds. */
const pause = 250;
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
  const hostNow = () => hosts[generation % hosts.length] ?? hosts[0];

  class HostClient extends Client {
    readonly generation = generation;
    readonly mark: string;
    constructor(config?: string | ClientConfig) {
      const given = typeof config === "object" ? config : {};
      const mark = randomUUID();
      super({ ...given, ...hostNow(), options: `${given.options ?? ""}${markOption(mark)}` });
      this.mark = mark;
      // An error of a connection without a listener would end the process.
      this.on("error", () => undefined);
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
  const pool = new Pool({
    ...clientConfig(target),
    Client: HostClient,
    max,
    connectionTimeoutMillis: waits.connection,
    // Statements of a transaction that do not depend on each other share a round trip.
    pipeline: true,
    async onConnect(client: ClientBase) {
      if (client instanceof HostClient) await refuseUnsuitable(client, client.mark);
    },
  });
  pool.on("error", () => undefined);

  function report(problem: Error | undefined): void {
    if (isFailing === (problem !== undefined)) return;
    isFailing = !isFailing;
    options.onHealth?.(problem);
  }

  /** @throws Error where the host does not answer or is no primary */
  async function connectNow(): Promise<PoolClient> {
    for (;;) {
      const client = await pool.connect();
      if (client instanceof HostClient && client.generation === generation) return client;
      client.release(new Error("its host was given up"));
    }
  }

  async function connect(): Promise<PoolClient> {
    if (pool.ending) throw new StoreUnavailableError("the store is closed");
    if (performance.now() < pausedUntil) throw noPrimary("tried a moment ago");
    const reasons: string[] = [];
    for (let tries = 0; tries < hosts.length; tries++) {
      const tried = generation;
      const { host, port } = hostNow();
      try {
        const client = await connectNow();
        report(undefined);
        return client;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.message.startsWith("timeout exceeded")) {
          throw new StoreBusyError("no connection was free in time", { cause: error });
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

    load: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: places.waiting() }),

    async close(): Promise<void> {
      if (!pool.ending) await pool.end();
    },
  };
}

const noPrimary = (reason: string) =>
  new StoreUnavailableError(`no host of HOTSPOT_DATABASE_URL is a primary that answers: ${reason}`);
