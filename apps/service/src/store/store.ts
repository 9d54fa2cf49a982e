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

/** What a token allows; the token itself is stored nowhere. */
export interface Token {
  readonly projectId: string;
  readonly role: Role;
  /** Milliseconds since 1970; `undefined` for one that lasts. */
  readonly expiresAt: number | undefined;
}

/** All that is kept of a token, but for its hash. Times are milliseconds since 1970. */
export interface TokenRecord extends Token {
  /** Names the token where the token itself must not be shown; gives no access. */
  readonly id: string;
  /** For people: whose it is, what it is for. */
  readonly note: string | undefined;
  readonly createdAt: number;
  readonly revokedAt: number | undefined;
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
  addToken(
    hash: Uint8Array,
    token: Token & { readonly note?: string | undefined },
  ): Promise<TokenRecord>;

  /**
   * Depends on nothing but what is stored: whether the token has expired is for the caller to see.
   *
   * @returns `undefined` for a hash that no token has, or only a revoked one
   */
  findToken(hash: Uint8Array): Promise<Token | undefined>;

  /** In order of creation, with the revoked and the expired ones; of all projects where none is given. */
  listTokens(projectId?: string): Promise<TokenRecord[]>;

  /**
   * From now on the token is not found. It stays listed, with the time it was first revoked.
   *
   * @returns `undefined` where no token has this id
   */
  revokeToken(id: string): Promise<TokenRecord | undefined>;

  /** Whether any token was ever made here, be it revoked or expired by now. */
  hasTokens(): Promise<boolean>;

  /** Whether so many writes wait that another would be refused. */
  isFull(): boolean;

  /** @throws where the store could not answer a request now */
  ping(): Promise<void>;

  /** Ends it; writes that were taken are finished first. */
  close(): Promise<void>;
}

/** The store cannot take this now, and changed nothing. */
export class StoreBusyError extends Error {
  override readonly name = "StoreBusyError";
}
