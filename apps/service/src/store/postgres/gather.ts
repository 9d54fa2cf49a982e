import { setImmediate } from "node:timers/promises";

/**
 * Gathers calls for the same kind of statement: those of an owner that arrive before the statement is
 * sent share it. So the number that wait for a connection is that of the owners, not of the calls.
 *
 * @param run sends the statement with what `take` returns, the calls by their keys, and calls `take`
 *   when a connection is free; each row begins with the key of its call
 */
export function gather<Call, Row extends [key: string, ...columns: unknown[]]>(
  run: (owner: string, take: () => ReadonlyMap<string, Call>) => Promise<readonly Row[]>,
) {
  interface Batch {
    readonly calls: Map<string, Call>;
    readonly rows: Promise<ReadonlyMap<string, Row>>;
  }
  /** What later calls of an owner may still join. */
  const open = new Map<string, Batch>();

  async function send(owner: string, calls: ReadonlyMap<string, Call>) {
    const take = () => {
      if (open.get(owner)?.calls === calls) open.delete(owner);
      return calls;
    };
    try {
      // Requests that arrived together are read in one round of the event loop.
      await setImmediate();
      return new Map((await run(owner, take)).map((row) => [row[0], row]));
    } finally {
      take();
    }
  }

  /** @returns the row of the key; `undefined` where there is none */
  return async (owner: string, key: string, call: Call): Promise<Row | undefined> => {
    let batch = open.get(owner);
    if (batch === undefined) {
      const calls = new Map<string, Call>();
      batch = { calls, rows: send(owner, calls) };
      open.set(owner, batch);
    }
    batch.calls.set(key, call);
    return (await batch.rows).get(key);
  };
}
