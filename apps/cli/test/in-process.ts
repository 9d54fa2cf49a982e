import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";

import { run } from "../src/program.ts";
import { type Ended, withoutProfiles } from "./hotspot.ts";

/**
 * Runs the program in this process: what the binary adds is proven by the tests that start it. This
 * takes a tenth of the time, so there can be more of it.
 *
 * @param signal aborted where the binary is interrupted
 */
export async function program(
  words: readonly string[],
  environment: Record<string, string> = {},
  input = "",
  signal: AbortSignal = new AbortController().signal,
): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const written = Promise.all([text(out), text(err)]);
  const code = await run(words, {
    environment: { ...withoutProfiles, ...environment },
    streams: { in: Readable.from([Buffer.from(input)]), out, err },
    signal,
  });
  out.end();
  err.end();
  const [stdout, stderr] = await written;
  return { code, stdout, stderr };
}
