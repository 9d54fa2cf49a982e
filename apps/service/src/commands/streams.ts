import type { Command } from "commander";

/** Where a command writes: results to `out`, for programs too; all that is for people to `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Adds a command to the program. */
export type AddCommand = (
  program: Command,
  environment: NodeJS.ProcessEnv,
  streams: Streams,
) => void;
