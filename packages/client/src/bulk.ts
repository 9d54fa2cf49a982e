import { maxNonMigrateUsers } from "@hotspot-session/types";

import { type BulkOutcome, type FailedChunk } from "./bulk-error.ts";
import type { CallOptions } from "./call.ts";
import { HotspotError } from "./error.ts";

/** Options of a change of many users, and those of each of its requests. */
export interface BulkOptions extends CallOptions {
  /**
   * How many requests are sent at a time; 1 unless given, which keeps the order of the list. More
   * are faster, and only correct if no user occurs twice in the list, by id or by name: otherwise
   * either entry may win. The order of new users is not defined then.
   */
  readonly concurrency?: number | undefined;
  /** Called after each request that was applied. What it throws ends the change. */
  readonly onProgress?: ((progress: BulkProgress) => void) | undefined;
}

/** How far a change of many users is. */
export interface BulkProgress {
  /** How many entries are applied. */
  readonly applied: number;
}

/** Entries in any number, as they come. */
export type Entries<Entry> = Iterable<Entry> | AsyncIterable<Entry>;

/**
 * Sends entries in chunks that fit into a request. After a failure nothing more is sent, and requests
 * under way are waited for.
 *
 * @returns undefined if all were applied; else what failed first, and how far the change came
 */
export async function inChunks<Entry>(
  entries: Entries<Entry>,
  { concurrency = 1, onProgress, ...options }: BulkOptions,
  send: (chunk: Entry[], options: CallOptions) => Promise<unknown>,
): Promise<{ cause: unknown; outcome: BulkOutcome } | undefined> {
  if (!(concurrency >= 1)) throw new TypeError("concurrency: must be a number, 1 or more");
  const source = chunksOf(entries);
  const failed: FailedChunk[] = [];
  const causes: unknown[] = [];
  let unsentFrom = 0;
  let applied = 0;

  const { signal } = options;
  let abort: () => void = () => undefined;
  const aborting = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason);
  });
  aborting.catch(() => undefined);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();

  async function work(): Promise<void> {
    while (causes.length === 0) {
      // A source that never yields must not outlast the caller's abort.
      const { value: chunk } = await Promise.race([source.next(), aborting]);
      if (chunk === undefined || causes.length > 0) return;
      const offset = unsentFrom;
      const count = chunk.length;
      unsentFrom += count;
      try {
        await send(chunk, options);
      } catch (error) {
        const uncertain = error instanceof HotspotError && error.uncertain;
        failed.push({ offset, count, uncertain, error });
        throw error;
      }
      applied += count;
      onProgress?.({ applied });
    }
  }

  const workers = Array.from({ length: concurrency }, () =>
    work().catch((cause: unknown) => causes.push(cause)),
  );
  await Promise.all(workers);
  signal?.removeEventListener("abort", abort);
  if (causes.length === 0) return undefined;
  // Not waited for: it may be the source that hangs.
  source.return(undefined).catch(() => undefined);
  failed.sort((a, b) => a.offset - b.offset);
  const resumeFrom = failed[0]?.offset ?? unsentFrom;
  return { cause: causes[0], outcome: { applied, failed, unsentFrom, resumeFrom } };
}

async function* chunksOf<Entry>(entries: Entries<Entry>): AsyncGenerator<Entry[], undefined, void> {
  let chunk: Entry[] = [];
  for await (const entry of entries) {
    if (chunk.push(entry) === maxNonMigrateUsers) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
  return undefined;
}
