import type { LargeConfig } from "./large-config.ts";
import type { Server } from "./server.ts";

/** One thing to measure; its name selects it on the command line. */
export interface Row {
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<readonly Figure[]>;
}

/** A line of the table: one value of each round, whose median is held against the target. */
export interface Figure {
  /** What was measured and, of a ratio, against which peer. */
  readonly what: string;
  /** Without it, the values are ratios. */
  readonly unit?: "MiB" | "µs";
  readonly values: readonly number[];
  readonly target?: Target | undefined;
  /** The absolute figures behind a ratio. */
  readonly detail?: string;
}

export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** What a row works with. */
export interface Bench {
  readonly quick: boolean;
  /** How often everything is measured, and for how many milliseconds each time. */
  readonly rounds: number;
  readonly ms: number;
  /** Of a large configuration. */
  readonly users: number;
  /** A folder on a disk, removed when the bench ends. */
  readonly folder: string;
  /** Starts the built service, on a database of its own unless the settings name one. */
  service(settings?: Readonly<Record<string, string>>): Promise<Server>;
  /** Starts a program of `peers/`, which finds `given` in the variable PEER. */
  peer(program: string, given: object): Promise<Server>;
  /** A service with one large configuration, loaded once for all rows that ask for it. */
  large(): Promise<LargeConfig>;
}
