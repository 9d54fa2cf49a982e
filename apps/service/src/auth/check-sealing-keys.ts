import type { AccessKeyRecord, Store } from "../store/store.ts";
import { hasExpired } from "./caller.ts";
import type { KeySource, SealingKeys } from "./sealing-keys.ts";

/** The key that seals the secrets of a database is not among those of the settings. */
export class WrongSealingKeyError extends Error {
  override readonly name = "WrongSealingKeyError";
}

/**
 * Takes the sealing keys of the settings for those of the store, where it has none yet.
 *
 * @throws {@link WrongSealingKeyError} where the store uses another key: it names the access keys that
 *   cannot be used
 */
export async function checkSealingKeys(
  store: Store,
  keys: SealingKeys,
  source: KeySource,
): Promise<void> {
  const ids = keys.ids();
  const used = await store.sealingKeyId(ids[0]);
  if (used === undefined || ids.includes(used)) return;
  throw wrongSealingKey(used, source, await store.listAccessKeys());
}

/** @param accessKeys all that the database holds */
export function wrongSealingKey(
  id: string,
  source: KeySource,
  accessKeys: readonly AccessKeyRecord[],
): WrongSealingKeyError {
  const setting =
    "text" in source
      ? "HOTSPOT_KEY: does not hold"
      : `HOTSPOT_KEY_FILE: ${source.file} does not hold`;
  const gone = accessKeys
    .filter((key) => key.revokedAt === undefined && !hasExpired(key))
    .map((key) => `\n  ${key.accessKey} (id ${key.id}, project ${key.projectId})`);
  return new WrongSealingKeyError(
    `${setting} the key ${id}, which seals the secrets of this database. Without it these access keys cannot be used:${gone.join("") || " none"}
Put the key back, or give these access keys up: hotspot-service key rotate --revoke-lost`,
  );
}
