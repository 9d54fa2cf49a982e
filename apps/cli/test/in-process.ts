import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

import { vi } from "vitest";

import { run } from "../src/program.ts";
import { type Ended, withoutProfiles } from "./hotspot.ts";

// The client waits a random part of a time before it sends a request again: here, none.
vi.spyOn(Math, "random").mockReturnValue(0);

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
  // Not by `text`, which takes a byte order mark away.
  const written = Promise.all([buffer(out), buffer(err)]);
  const code = await run(words, {
    environment: { ...withoutProfiles, ...environment },
    streams: { in: Readable.from([Buffer.from(input)]), out, err },
    signal,
  });
  out.end();
  err.end();
  const [stdout, stderr] = await written;
  return { code, stdout: stdout.toString(), stderr: stderr.toString() };
}
