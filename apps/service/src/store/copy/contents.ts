import type { Config } from "../config-row.ts";

export type Value = string | number | null;

export type UserRow = readonly [user_id: string | null, user_name: string | null];

/**
 * Everything in a store, one thing after the other: the credentials, those of a table in order of
 * creation; then each configuration, by project and in order of creation, followed by its users in their order.
 */
export type Item =
  /** A row of a table of credentials, with all that is stored; bytes are hexadecimal digits. */
  | { readonly table: string; readonly row: readonly Value[] }
  | { readonly projectId: string; readonly config: Config }
  /** Of the configuration before; {@link usersPerItem} of them but for the last. */
  | { readonly users: readonly UserRow[] };

export const usersPerItem = 1000;

/** How much there is in a store. */
export interface Counts {
  readonly tokens: number;
  readonly configs: number;
  readonly users: number;
}

/** A store that is read as it is at one moment. */
export interface Source extends AsyncDisposable {
  count(): Promise<Counts>;
  contents(): AsyncIterable<Item>;
}

/** An empty store that is filled as a whole or not at all: without {@link commit} it stays empty. */
export interface Target extends Source {
  write(item: Item): Promise<void>;
  /** Called after the last item, before the contents are read: writes what follows from them. */
  finish(): Promise<void>;
  commit(): Promise<void>;
}

export class NotEmptyError extends Error {
  override readonly name = "NotEmptyError";
}
