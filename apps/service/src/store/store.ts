import type {
  CreateHotspotSessionConfigRequest,
  CreateHotspotSessionConfigResponse,
  HotspotSessionMigrationConfig,
  ListNonMigrationUsersResponse,
  UpdateHotspotSessionConfigRequest,
  UpdateHotspotSessionConfigResponse,
  UpdateNonMigrationUsersRequest,
} from "@hotspot-session/types";

/** A part of a list: at most `limit` entries after the first `offset`. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** `admin` may call every operation, `reader` those that change nothing. */
export type Role = "admin" | "reader";

/** What is known of a token; the token itself is stored nowhere. */
export interface Token {
  readonly projectId: string;
  readonly role: Role;
  /** Milliseconds since 1970; `undefined` for one that lasts. */
  readonly expiresAt: number | undefined;
}

/** How many exempt users a listed configuration embeds. */
export const embeddedUsers = 1000;

/**
 * Where configurations, their exempt users and the tokens are kept.
 *
 * Promises to its callers:
 * - **Durable**: when a write is answered, it is on disk, and survives the end of the process or
 *   the loss of power.
 * - **Atomic**: a write is applied as a whole or not at all.
 * - **Isolated**: a read sees no half of a write, and its total and its page are of one moment.
 * - **Ordered**: configurations and users list in order of creation; overwriting a user keeps its
 *   place.
 * - A configuration of another project does not exist for the caller.
 *
 * Methods are called with what the contract allows, and no check is made again. They throw
 * {@link StoreBusyError} where trying again makes sense.
 */
export interface Store {
  createConfig(
    projectId: string,
    config: CreateHotspotSessionConfigRequest,
  ): Promise<CreateHotspotSessionConfigResponse>;

  /** Each with its first {@link embeddedUsers} users. */
  listConfigs(projectId: string, page: Page): Promise<HotspotSessionMigrationConfig[]>;

  /** @returns `undefined` where the project has no such configuration */
  updateConfig(
    projectId: string,
    configId: string,
    settings: UpdateHotspotSessionConfigRequest,
  ): Promise<UpdateHotspotSessionConfigResponse | undefined>;

  /**
   * @param nameFilter text that the name must contain, in any case; empty for all users
   * @returns `undefined` where the project has no such configuration
   */
  listUsers(
    projectId: string,
    configId: string,
    nameFilter: string,
    page: Page,
  ): Promise<ListNonMigrationUsersResponse | undefined>;

  /** @returns whether the project has such a configuration */
  updateUsers(
    projectId: string,
    configId: string,
    change: UpdateNonMigrationUsersRequest,
  ): Promise<boolean>;

  /** @param hash SHA-256 of the token */
  addToken(hash: Uint8Array, token: Token): Promise<void>;

  /** @returns `undefined` for a hash that no token has */
  findToken(hash: Uint8Array): Promise<Token | undefined>;

  /** Whether any token was ever made here. */
  hasTokens(): Promise<boolean>;

  /** @throws where the store could not answer a request now */
  ping(): Promise<void>;

  /** Ends it; calls under way are finished first. */
  close(): Promise<void>;
}

/** The store cannot take this now, and changed nothing. */
export class StoreBusyError extends Error {
  override readonly name = "StoreBusyError";
}
