import { DatabaseError, type PoolClient, type QueryResult } from "pg";

import type { Connections } from "./connections.ts";
import { toStoreError, UnknownOutcomeError } from "./errors.ts";
import { send } from "./sent-statements.ts";

/** A statement, which each connection prepares once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly string[]
  | readonly number[];

type Values = readonly Value[] | (() => readonly Value[]);

/**
 * Runs one statement that reads, in a transaction of its own.
 *
 * @param values a function is called once a connection is free
 */
export async function read<Row extends unknown[]>(
  connections: Connections,
  statement: Statement,
  values: Values,
): Promise<Row[]> {
  try {
    return await connections.use((client) => rowsOf<Row>(client, statement, values));
  } catch (error) {
    throw toStoreError(error);
  }
}

/** The same for one that writes: it commits itself. Throws as {@link transaction} does. */
export async function writeOnce<Row extends unknown[]>(
  connections: Connections,
  statement: Statement,
  values: Values,
): Promise<Row[]> {
  try {
    return await connections.use((client) =>
      confirmed(client, () => rowsOf<Row>(client, statement, values)),
    );
  } catch (error) {
    throw toStoreError(error);
  }
}

/** The statements of a transaction that writes. */
export interface Transaction {
  /** Runs a statement and waits for its rows. */
  query<Row extends unknown[]>(statement: Statement, values: readonly Value[]): Promise<Row[]>;
  /** Sends a statement without waiting: whether it failed shows at the commit. */
  send(statement: Statement, values: readonly Value[]): void;
}

/**
 * Runs a transaction and commits it.
 *
 * @throws StoreUnavailableError where nothing was stored and the same call may succeed
 * @throws UnknownOutcomeError where it is not known whether it was stored
 */
export async function transaction<Result>(
  connections: Connections,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await connections.use(async (client) => {
      const sent: Promise<unknown>[] = [sendCommand(client, "BEGIN")];
      try {
        const result = await work({
          async query<Row extends unknown[]>(statement: Statement, values: readonly Value[]) {
            const rows = rowsOf<Row>(client, statement, values);
            sent.push(rows);
            await allOf(sent.splice(0));
            return rows;
          },
          send: (statement, values) => void sent.push(rowsOf(client, statement, values)),
        });
        await confirmed(client, () => commit(client, sent));
        return result;
      } catch (error) {
        await Promise.allSettled(sent);
        if (client.getTransactionStatus() !== "I") {
          await sendCommand(client, "ROLLBACK").catch(() => undefined);
        }
        throw error;
      }
    });
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Runs a statement in the transaction of a connection. */
export async function rowsOf<Row extends unknown[]>(
  client: PoolClient,
  { name, text }: Statement,
  given: Values,
): Promise<Row[]> {
  const values = [...(typeof given === "function" ? given() : given)];
  const query = { name, text, values, rowMode: "array" as const };
  return (await send(client, name, () => client.query<Row>(query))).rows;
}

/** Runs a statement without values that begins or ends a transaction; its first word names it. */
export const sendCommand = (client: PoolClient, text: string): Promise<QueryResult> =>
  send(client, text.replace(/ .*$/s, ""), () => client.query(text));

/** Waits for everything that was sent, and throws the first failure: all others follow from it. */
async function allOf(sent: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(sent);
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

async function commit(client: PoolClient, sent: readonly Promise<unknown>[]): Promise<void> {
  const committed = sendCommand(client, "COMMIT");
  const done = committed.then(
    ({ command }) => command === "COMMIT",
    () => false,
  );
  try {
    await allOf([...sent, committed]);
  } catch (error) {
    // A statement that did not reach the server does not fail the transaction there.
    if (await done) throw unknownOutcome(error);
    throw error;
  }
  // A transaction that failed answers its COMMIT with ROLLBACK.
  if (!(await done)) throw new Error("the transaction was rolled back");
}

interface Notice {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/**
 * Runs what commits. Where it fails, the outcome is known only if the server goes on: an error that
 * ends the connection may come after the commit was written.
 *
 * A wait for a synchronous standby that was cancelled ends in success with a warning: the standby may
 * lack the write, and a failover would lose it. The text of the warning depends on the language of
 * the server, so any warning counts.
 */
async function confirmed<Result>(client: PoolClient, run: () => Promise<Result>): Promise<Result> {
  let warning: string | undefined;
  const onNotice = ({ code = "", message }: Notice) => {
    if (!code.startsWith("00")) warning = message ?? code;
  };
  client.on("notice", onNotice);
  try {
    const result = await run();
    if (warning !== undefined) throw new UnknownOutcomeError(warning);
    return result;
  } catch (error) {
    if (error instanceof UnknownOutcomeError) throw error;
    const isAnswered = error instanceof DatabaseError && (await isAlive(client));
    throw isAnswered ? error : unknownOutcome(error);
  } finally {
    client.off("notice", onNotice);
  }
}

const isAlive = (client: PoolClient): Promise<boolean> =>
  sendCommand(client, "ROLLBACK").then(
    () => true,
    () => false,
  );

const unknownOutcome = (cause: unknown) =>
  new UnknownOutcomeError("it is unknown whether a write was committed", { cause });
