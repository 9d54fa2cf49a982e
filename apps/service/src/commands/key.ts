import { closeSync, openSync, unlinkSync } from "node:fs";

import { wrongSealingKey } from "../auth/check-sealing-keys.ts";
import {
  addToKeyFile,
  dropOtherKeys,
  type KeySource,
  makeKeyFile,
  sealingKeys,
} from "../auth/sealing-keys.ts";
import { CommandError, messageOf } from "./command-error.ts";
import {
  type CredentialStore,
  existingDatabaseOf,
  keySourceOf,
  withCredentials,
} from "./database.ts";
import type { AddCommand } from "./streams.ts";
import { printable } from "./text.ts";

const about = `
The key of HOTSPOT_KEY_FILE seals the secrets of access keys, and is in no database and no backup.

Examples:
  $ hotspot-service key rotate
`;

const help = `
A service that is running goes on. With HOTSPOT_KEY_FILE the new key takes the place of the old one in
the file; services elsewhere need the file too. With HOTSPOT_KEY put the new key before the old one,
with a comma between them, start every service with that, rotate, and take the old one away.
`;

export const addKey: AddCommand = (program, environment, { err }) => {
  const key = program
    .command("key")
    .description("The key that seals the secrets of access keys.")
    .addHelpText("after", about);
  key
    .command("rotate")
    .description("Seal all secrets anew, with a new key.")
    .option("--revoke-lost", "revoke the access keys whose secrets no key opens", false)
    .addHelpText("after", help)
    .action(async ({ revokeLost }: { readonly revokeLost: boolean }) => {
      const source = keySourceOf(environment);
      const database = existingDatabaseOf(environment);
      using _ = "file" in source ? lockKeyFile(source.file) : undefined;
      const { id, revoked } = await withCredentials(database, async (stored) =>
        rotate(stored, source, revokeLost),
      );
      if ("file" in source) dropOtherKeys(source.file, id);
      for (const { accessKey, projectId } of revoked) {
        const project = printable(projectId);
        err(`Revoked access key ${accessKey} of project ${project}: its secret is lost.\n`);
      }
      err(`All secrets are sealed with the key ${id} now.\n`);
    });
};

async function rotate(stored: CredentialStore, source: KeySource, revokeLost: boolean) {
  const keys = sealingKeys(source);
  const used = await stored.sealingKeyId();
  if (used !== undefined && !keys.ids().includes(used) && !revokeLost) {
    throw new CommandError(1, wrongSealingKey(used, source, await stored.listAccessKeys()).message);
  }
  if ("file" in source) {
    if (keys.ids().length === 0) makeKeyFile(source.file);
    // The old key stays until the database needs it no more, in case this is interrupted.
    else addToKeyFile(source.file);
  }
  const [id = ""] = keys.ids();
  if (id === used) {
    const message = "HOTSPOT_KEY: its first key is in use already; put a new one before it";
    throw new CommandError(1, message);
  }
  const revoked = await stored.resealSecrets(id, (sealed, accessKey) => {
    const secret = keys.unseal(sealed, accessKey);
    return secret === undefined ? undefined : keys.seal(secret, accessKey, id);
  });
  return { id, revoked };
}

/** Keeps other rotations away until it is disposed: each would drop the other's new key. */
function lockKeyFile(file: string): Disposable {
  const lock = `${file}.lock`;
  try {
    closeSync(openSync(lock, "wx", 0o600));
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    const message = exists
      ? `another rotation is under way, or was interrupted: then remove ${lock}`
      : messageOf(error);
    throw new CommandError(1, `HOTSPOT_KEY_FILE: ${message}`, { cause: error });
  }
  return { [Symbol.dispose]: () => unlinkSync(lock) };
}
