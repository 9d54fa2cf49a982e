import type {
  CreateHotspotSessionConfigRequest,
  CreateHotspotSessionConfigResponse,
  ListHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  UpdateHotspotSessionConfigRequest,
  UpdateHotspotSessionConfigResponse,
  UpdateNonMigrationUsersRequest,
} from "@hotspot-session/types";

import type { Json } from "./json.ts";

/** A part of a list: at most `limit` entries after the first `offset`. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** `admin` may call every operation, `reader` those that change nothing. */
export type Role = "admin" | "reader";

/** What a token allows; the token itself is not stored. */
export interface Token {
  readonly projectId: string;
  readonly role: Role;
  /** Milliseconds since 1970; `undefined` for one that does not expire. */
  readonly expiresAt: number | undefined;
}

export interface NewToken extends Token {
  /** For people: whose it is, what it is for. */
  readonly note?: string | undefined;
}

/** All that is stored of a token except its hash. Times are milliseconds since 1970. */
export interface TokenRecord extends NewToken {
  /** Names the token where the token itself must not be shown; gives no access. */
  readonly id: string;
  readonly createdAt: number;
  readonly revokedAt: number | undefined;
}

/** A token or an access key that is not revoked. */
export interface Credential extends Token {
  /** Names the credential in logs; gives no access. */
  readonly id: string;
}

/** An access key as it verifies signatures. */
export interface AccessKey extends Credential {
  /** See auth/sealing.ts. */
  readonly sealedSecret: Uint8Array;
  /** SHA-256 of the security token of a temporary key. */
  readonly securityTokenHash: Uint8Array | undefined;
}

export interface NewAccessKey extends NewToken, Omit<AccessKey, "id"> {
  /** Public: names the key in a request. */
  readonly accessKey: string;
  /** The id of the key that sealed the secret. */
  readonly sealingKeyId: string;
}

/** All that is stored of an access key except its secrets. */
export interface AccessKeyRecord extends TokenRecord {
  readonly accessKey: string;
  /** Whether it needs a security token. */
  readonly isTemporary: boolean;
}

/** Of several sealing keys, the store holds secrets of one alone: another one was offered. */
export class SealingKeyError extends Error {
  override readonly name = "SealingKeyError";
}

/** How many users a listed configuration embeds. */
export const embeddedUsers = 1000;

/**
 * How long a reader may take for a whole list that is made in parts, in milliseconds. It reads one
 * moment of the database, which must keep what is changed or deleted until the list ends.
 */
export const readTimeout = 120_000;

/**
 * Stores the configurations, their users, the tokens and the access keys. The rules on entries are in
 * `entries/`: an engine loads, writes and keeps these promises, and `describeStore` tests them.
 *
 * - **Durable**: an answered write is on disk, where the next start of the service looks for it. It
 *   survives the end of the process and the loss of power.
 * - **Atomic**: a write is applied as a whole or not at all, and fails alone.
 * - **Isolated**: a read sees no half of a write; its page, its total and all its parts are of one
 *   moment, after every write that was answered before the read began, by this process or another.
 * - **Ordered**: configurations and users list in order of creation, and so do the ids of a
 *   project's configurations, also when the clock is set back. An overwritten user keeps its place.
 *   Writes to one configuration, and creations in one project, take effect in the order of calls.
 * - **Separate**: a configuration of another project does not exist for the caller. Projects take turns
 *   where calls must wait.
 * - **Bounded**: more writes, searches or large lists at once than the engine can take are refused. A
 *   large list fails that is not read within {@link readTimeout}.
 *
 * Methods are called with what the contract allows, and check nothing again. They throw
 * {@link StoreUnavailableError} where nothing was changed and the same call may succeed later. After
 * any other error of a write its outcome is unknown.
 */
export interface Store {
  createConfig(
    projectId: string,
    config: CreateHotspotSessionConfigRequest,
  ): Promise<CreateHotspotSessionConfigResponse>;

  /** Each configuration with its first {@link embeddedUsers} users. */
  listConfigs(projectId: string, page: Page): Promise<Json<ListHotspotSessionConfigResponse>>;

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
  ): Promise<Json<ListNonMigrationUsersResponse> | undefined>;

  /** @returns whether the project has such a configuration */
  updateUsers(
    projectId: string,
    configId: string,
    change: UpdateNonMigrationUsersRequest,
  ): Promise<boolean>;

  /** @param hash SHA-256 of the token */
  addToken(hash: Uint8Array, token: NewToken): Promise<TokenRecord>;

  /**
   * Adds a token if there was never one here, revoked and expired ones included. Of several services
   * that start on one empty store, one adds its token.
   *
   * @returns `undefined` where there was one
   */
  addFirstToken(hash: Uint8Array, token: NewToken): Promise<TokenRecord | undefined>;

  /**
   * Whether the token has expired is for the caller to check.
   *
   * @returns `undefined` for a hash that no token has, or only a revoked one
   */
  findToken(hash: Uint8Array): Promise<Credential | undefined>;

  /** In order of creation, revoked and expired ones included; of all projects where none is given. */
  listTokens(projectId?: string): Promise<TokenRecord[]>;

  /**
   * After this the token is not found. It stays listed, with the time it was first revoked.
   *
   * @returns `undefined` where no token has this id
   */
  revokeToken(id: string): Promise<TokenRecord | undefined>;

  /**
   * The id of the key that seals the secrets of all access keys.
   *
   * @param ifNone becomes the id where no key was used before; several services that start at once
   *   on one empty store get the same
   * @returns `undefined` where none was used and none is given
   */
  sealingKeyId(ifNone?: string): Promise<string | undefined>;

  /** @throws SealingKeyError where its secret was sealed with another key than all others */
  addAccessKey(key: NewAccessKey): Promise<AccessKeyRecord>;

  /**
   * Whether the key has expired is for the caller to check.
   *
   * @returns `undefined` for one that does not exist, or is revoked
   */
  findAccessKey(accessKey: string): Promise<AccessKey | undefined>;

  /** In order of creation, revoked and expired ones included; of all projects where none is given. */
  listAccessKeys(projectId?: string): Promise<AccessKeyRecord[]>;

  /**
   * After this the key is not found, and its secret is erased. It stays listed, as a token does.
   *
   * @returns `undefined` where no access key has this id
   */
  revokeAccessKey(id: string): Promise<AccessKeyRecord | undefined>;

  /**
   * Seals all secrets anew, as one write.
   *
   * @param reseal what it throws ends the write, and nothing is changed; an access key for which it
   *   returns `undefined` is revoked
   * @returns the access keys that were revoked
   */
  resealSecrets(
    sealingKeyId: string,
    reseal: (sealedSecret: Uint8Array, accessKey: string) => Uint8Array | undefined,
  ): Promise<AccessKeyRecord[]>;

  /** Whether the number of waiting writes is at its limit: another one would be refused. */
  isFull(): boolean;

  /** @throws StoreUnavailableError where the store cannot read or write now */
  ping(): Promise<void>;

  /** Finishes the writes that were accepted, and closes the store. */
  close(): Promise<void>;
}

/** The store cannot do this now, and changed nothing. */
export class StoreUnavailableError extends Error {
  override readonly name: string = "StoreUnavailableError";
}

/** The store has too much to do, or another process holds a lock. */
export class StoreBusyError extends StoreUnavailableError {
  override readonly name = "StoreBusyError";
}
