import { tracingChannel } from "node:diagnostics_channel";

import type { PoolClient } from "pg";

/** A statement on its way to the server, without its values. */
export interface SentStatement {
  readonly name: string;
  readonly client: PoolClient;
}

/** For traces: who subscribes is told when a statement is sent, and how it ended. */
export const sentStatements = tracingChannel<SentStatement>("hotspot-service.postgres.statement");

/** Sends a statement, and publishes it to the subscribers if there are any. */
export function published<Result>(
  client: PoolClient,
  name: string,
  send: () => Promise<Result>,
): Promise<Result> {
  if (!sentStatements.hasSubscribers) return send();
  return sentStatements.tracePromise(send, { client, name });
}
