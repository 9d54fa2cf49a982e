import type { HotspotClient } from "@hotspot-session/client";

import type { Output } from "./output/output.ts";
import type { ConnectionFlags, Settings } from "./settings/settings.ts";
import type { Environment, Streams } from "./streams.ts";

/** What a command works with. */
export interface Context {
  /** Where data goes, in the format that was asked for. */
  readonly output: Output;
  /** Says one line about it on standard error; a terminal obeys nothing in it. */
  readonly say: (line: string) => void;
  /** Says one line on what went wrong, after the name of the program. */
  readonly complain: (line: string) => void;
  readonly streams: Streams;
  readonly environment: Environment;
  /** Aborted by Ctrl-C. A second Ctrl-C ends the process at once. */
  readonly signal: AbortSignal;
  /** Whether to show exchanges, on standard error. */
  readonly isDebugging: boolean;
  /** The flags on the connection, as they were given. */
  readonly flags: ConnectionFlags;
  /**
   * The settings, and where each comes from; read once.
   *
   * @throws UsageError if they contradict each other or cannot be read
   */
  readonly settings: () => Promise<Settings>;
  /**
   * The client that the settings make, loaded when it is asked for. Hand `signal` to its calls.
   *
   * @throws UsageError that names what is missing or wrong
   */
  readonly client: () => Promise<HotspotClient>;
}
