import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

import { sync } from "../store/sync.ts";
import { keyId, seal, sealedWith, unseal } from "./sealing.ts";

/** Where the sealing keys are: the text of `HOTSPOT_KEY`, or the file of `HOTSPOT_KEY_FILE`. */
export type KeySource = { readonly text: string } | { readonly file: string };

const keyBytes = 32;

/** A new key, as it stands in a file or in `HOTSPOT_KEY`. */
export const newSealingKey = (): string => randomBytes(keyBytes).toString("base64url");

/**
 * Reads sealing keys from text: one or more, separated by a comma or a line break.
 *
 * @throws Error that says what they must be, and repeats nothing of them
 */
export function parseSealingKeys(text: string): readonly Uint8Array[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map((word) => Buffer.from(word, "base64url"));
  if (keys.length === 0 || keys.some(({ length }) => length !== keyBytes)) {
    throw new Error(`must be ${keyBytes} random bytes in base64url, 43 characters`);
  }
  return keys;
}

export type SealingKeys = ReturnType<typeof sealingKeys>;

/**
 * The keys that seal the secrets of access keys. They are read again where one is missing: another
 * process may have made the file, or rotated the keys, while this one runs.
 */
export function sealingKeys(source: KeySource) {
  // Keys that were read stay known: the file may be replaced, or gone for a moment.
  const known = new Map<string, Uint8Array>();

  function read(): readonly string[] {
    return readKeys(source).map((key) => {
      const id = keyId(key);
      known.set(id, key);
      return id;
    });
  }

  function keyFor(id: string): Uint8Array | undefined {
    if (!known.has(id)) {
      try {
        read();
      } catch {
        // What was read before goes on working.
      }
    }
    return known.get(id);
  }

  return {
    /**
     * The ids of all keys, the one that seals new secrets first; none where the file does not exist.
     *
     * @throws {@link KeyFileError} if they are malformed or cannot be read
     */
    ids: read,

    /** @throws Error if there is no key of this id */
    seal(secret: string, owner: string, id: string): Uint8Array {
      const key = keyFor(id);
      if (key === undefined) throw new Error(`there is no sealing key ${id}`);
      return seal(secret, owner, key);
    },

    /**
     * @returns undefined if no key opens it: it was sealed with a key that is gone
     * @throws Error if it was changed, or is another owner's
     */
    unseal(sealed: Uint8Array, owner: string): string | undefined {
      const key = keyFor(sealedWith(sealed));
      return key === undefined ? undefined : unseal(sealed, owner, key);
    },
  };
}

function readKeys(source: KeySource): readonly Uint8Array[] {
  if ("text" in source) return parseSealingKeys(source.text);
  try {
    return parseSealingKeys(readFileSync(source.file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    const why = error instanceof Error ? error.message : String(error);
    throw new KeyFileError(`HOTSPOT_KEY_FILE: ${source.file}: ${why}`, { cause: error });
  }
}

/** The key file cannot be used. */
export class KeyFileError extends Error {
  override readonly name = "KeyFileError";
}

/**
 * Makes the key file with a new key, readable by its owner only. A file that exists is left as it is:
 * another process may have made it at the same time.
 *
 * @throws Error if the file or its folder cannot be written
 */
export function makeKeyFile(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = writeBeside(file, [newSealingKey()]);
  try {
    // Unlike a renaming, it replaces no file.
    linkSync(next, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    unlinkSync(next);
  }
  // The new name must survive a loss of power: what a lost key sealed is lost with it.
  sync(dirname(file));
}

/** Puts a new key before those of a key file, so that what is sealed with either opens. */
export function addToKeyFile(file: string): void {
  replaceKeyFile(file, [newSealingKey(), ...readKeys({ file }).map(textOf)]);
}

/** Leaves one key in a key file. */
export function dropOtherKeys(file: string, id: string): void {
  const kept = readKeys({ file }).filter((key) => keyId(key) === id);
  if (kept.length > 0) replaceKeyFile(file, kept.map(textOf));
}

const textOf = (key: Uint8Array) => Buffer.from(key).toString("base64url");

/** Replaces the keys of a key file, the one that seals first. A reader sees the old or the new ones. */
export function replaceKeyFile(file: string, keys: readonly string[]): void {
  renameSync(writeBeside(file, keys), file);
  sync(dirname(file));
}

/** Writes a whole file under another name, on disk. */
function writeBeside(file: string, keys: readonly string[]): string {
  const next = `${file}.${randomBytes(6).toString("hex")}.new`;
  const descriptor = openSync(next, "wx", 0o600);
  try {
    writeFileSync(descriptor, `${keys.join("\n")}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return next;
}
