import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";

import { run } from "../../src/program.ts";
import type { Ended } from "../hotspot.ts";

/**
 * Runs a command line in this process: for tables of cases that differ in little. That the binary
 * does the same, others show.
 */
export async function runHere(
  words: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const streams = { in: new PassThrough().end(), out: new PassThrough(), err: new PassThrough() };
  const written = Promise.all([text(streams.out), text(streams.err)]);
  const { signal } = new AbortController();
  const withoutProfiles = { HOTSPOT_CONFIG_DIR: join(tmpdir(), "hotspot-has-no-such-folder") };
  const code = await run(words, {
    environment: { ...withoutProfiles, ...environment },
    streams,
    signal,
  });
  streams.out.end();
  streams.err.end();
  const [stdout, stderr] = await written;
  return { code, stdout, stderr };
}
