import type { HotspotClient } from "@hotspot-session/client";

import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output/output.ts";
import type { ConnectionFlags, Settings } from "./settings/settings.ts";
import type { Environment, Streams } from "./streams.ts";

/** What a command works with. */
export interface Context {
  /** Where data goes, in the format that was asked for. */
  readonly output: Output;
  /** Writes one line about it to standard error, free of control characters. */
  readonly say: (line: string) => void;
  /** Writes one line on what went wrong, after the name of the program. */
  readonly complain: (line: string) => void;
  readonly streams: Streams;
  readonly environment: Environment;
  /** Aborted by Ctrl-C. A second Ctrl-C ends the process at once. */
  readonly signal: AbortSignal;
  /** The flags on the connection, as they were given. */
  readonly flags: ConnectionFlags;
  /**
   * The settings, and where each comes from; read once.
   *
   * @throws UsageError if they contradict each other or cannot be read
   */
  readonly settings: () => Promise<Settings>;
  /**
   * The client for these settings, or for those that are in use. Hand `signal` to its calls.
   *
   * @throws UsageError that names what is missing or wrong
   */
  readonly client: (settings?: Settings) => Promise<HotspotClient>;
}

/**
 * Makes the action of a command. What it throws becomes one line and an exit code: a UsageError its
 * message and 2; everything else (see failure.ts) `cannot DOING: …`, a HotspotError with the code of
 * its kind, a Failure with its own.
 *
 * @param doing what it does, to be read after `cannot`: `list the configurations`
 */
export type Act = <Args extends readonly unknown[]>(
  doing: string,
  action: (context: Context, ...args: Args) => Promise<ExitCode | void>,
) => (...args: Args) => Promise<void>;
