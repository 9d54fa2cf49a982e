import { tracingChannel } from "node:diagnostics_channel";

import type { ClientBase, PoolClient } from "pg";

/** How long a statement may have no answer before its client is called, in milliseconds. */
const silence = 2000;

/** A statement on its way to the server, without its values. */
export interface SentStatement {
  readonly name: string;
  readonly client: PoolClient;
}

/** For traces: publishes when a statement is sent, and how it ended. */
export const sentStatements = tracingChannel<SentStatement>("hotspot-service.postgres.statement");

/** What each client does about a statement that has no answer. */
export const whenSilent = new WeakMap<ClientBase, () => void>();

/**
 * Sends a statement, and publishes it to the subscribers if there are any. While it has no answer for
 * long, calls what its client has in {@link whenSilent}, again and again.
 */
export async function send<Result>(
  client: PoolClient,
  name: string,
  query: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => whenSilent.get(client)?.(), silence);
  try {
    return await (sentStatements.hasSubscribers
      ? sentStatements.tracePromise(query, { client, name })
      : query());
  } finally {
    clearInterval(timer);
  }
}
