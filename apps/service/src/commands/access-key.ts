import { type AccessKeySecrets, newAccessKey, parseSignedProjectId } from "../auth/access-key.ts";
import { wrongSealingKey } from "../auth/check-sealing-keys.ts";
import { type KeySource, makeKeyFile, sealingKeys } from "../auth/sealing-keys.ts";
import { hashToken } from "../auth/token.ts";
import type { AccessKeyRecord } from "../store/store.ts";
import { CommandError } from "./command-error.ts";
import { addCreateOptions, addList, type CreateFlags, expiryOf } from "./credentials.ts";
import {
  type CredentialStore,
  databaseOf,
  existingDatabaseOf,
  keySourceOf,
  withCredentials,
} from "./database.ts";
import type { AddCommand } from "./streams.ts";
import { printable } from "./text.ts";

const about = `
The official SDKs of Huawei Cloud sign their requests with access keys. These commands work on the
database of HOTSPOT_DATABASE_URL, whether or not a service runs on it, and what they do holds at once.

Examples:
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f --expires 30d
  $ hotspot-service access-key list
  $ hotspot-service access-key revoke 8f14e45fceea
`;

const createHelp = `
The access key and its secret are the only things on standard output, as variables that the CLI and the
client read. The secret is shown this once; it is stored sealed, with the key of HOTSPOT_KEY_FILE,
which is made where it does not exist.

Examples:
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f --role reader \\
      --expires 30d --note "dashboard of the night shift"
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f --temporary --json
`;

const listHelp = `
Secrets are not shown. The id of an access key is for hotspot-service access-key revoke.

Examples:
  $ hotspot-service access-key list
  $ hotspot-service access-key list --output json | jq -r '.[] | select(.expires_at == null) | .id'
`;

const revokeHelp = `
It holds for the next request, in a service that is running too, and erases the secret. A revoked
access key stays listed.

Examples:
  $ hotspot-service access-key list
  $ hotspot-service access-key revoke 8f14e45fceea
`;

/** How long a temporary key lasts unless its expiry is given, in milliseconds. */
const temporaryLife = 24 * 3_600_000;

export const addAccessKey: AddCommand = (program, environment, { out, err }) => {
  const accessKey = program
    .command("access-key")
    .description("Access keys: what signs requests, for which project, to do what.")
    .addHelpText("after", about);

  addCreateOptions(
    accessKey
      .command("create")
      .description("Make an access key and print it with its secret, once."),
    parseSignedProjectId,
    "never; a temporary one: 24h",
  )
    .option("--temporary", "with a security token, which every request must carry", false)
    .option("--json", "print JSON: id, accessKey, secretKey and securityToken", false)
    .addHelpText("after", createHelp)
    .action(async (flags: CreateFlags & { readonly temporary: boolean }) => {
      const { project, role, note, temporary, json } = flags;
      const expires = flags.expires ?? (temporary ? Date.now() + temporaryLife : undefined);
      const secrets = newAccessKey(temporary);
      const { securityToken } = secrets;
      const source = keySourceOf(environment);
      const { id } = await withCredentials(databaseOf(environment), async (stored) => {
        const { sealingKeyId, seal } = await sealing(stored, source);
        return stored.addAccessKey({
          accessKey: secrets.accessKey,
          sealedSecret: seal(secrets.secretKey, secrets.accessKey),
          sealingKeyId,
          securityTokenHash: securityToken === undefined ? undefined : hashToken(securityToken),
          projectId: project,
          role,
          expiresAt: expires,
          note,
        });
      });
      err(`Access key ${id}: project ${project}, role ${role}, expires ${expiryOf(expires)}.\n`);
      err("Its secret is shown this once, on standard output; keep it.\n");
      out(json ? `${JSON.stringify({ id, ...secrets })}\n` : variables(secrets));
    });

  const listing = {
    description: "List the access keys in order of creation, revoked and expired ones too.",
    help: listHelp,
    find: (project: string | undefined) =>
      withCredentials(existingDatabaseOf(environment), (stored) => stored.listAccessKeys(project)),
    own: (key: AccessKeyRecord) => ({ access_key: key.accessKey, temporary: key.isTemporary }),
    ownTitles: ["ACCESS KEY", "TEMPORARY"],
  };
  addList(accessKey, listing, out);

  accessKey
    .command("revoke")
    .description("Make an access key of no use, for good.")
    .argument("<id>", "its id, or the access key itself")
    .addHelpText("after", revokeHelp)
    .action(async (id: string) => {
      const revoked = await withCredentials(existingDatabaseOf(environment), async (stored) => {
        const all = await stored.listAccessKeys();
        const named = all.find((key) => key.accessKey === id || key.id === id);
        return named && stored.revokeAccessKey(named.id);
      });
      if (revoked === undefined) {
        const message = `ID: there is no access key ${printable(id)}; see hotspot-service access-key list`;
        throw new CommandError(1, message);
      }
      err(`Access key ${revoked.id} of project ${printable(revoked.projectId)} is revoked.\n`);
    });
};

/** Seals with the key that the database uses; the first one is made where there is none. */
async function sealing(stored: CredentialStore, source: KeySource) {
  const keys = sealingKeys(source);
  if ((await stored.sealingKeyId()) === undefined && "file" in source) makeKeyFile(source.file);
  const ids = keys.ids();
  const sealingKeyId = await stored.sealingKeyId(ids[0]);
  if (sealingKeyId === undefined || !ids.includes(sealingKeyId)) {
    const error = wrongSealingKey(sealingKeyId ?? "", source, await stored.listAccessKeys());
    throw new CommandError(1, error.message);
  }
  const seal = (secret: string, owner: string) => keys.seal(secret, owner, sealingKeyId);
  return { sealingKeyId, seal };
}

function variables({ accessKey, secretKey, securityToken }: AccessKeySecrets): string {
  const lines = [`HOTSPOT_ACCESS_KEY=${accessKey}`, `HOTSPOT_SECRET_KEY=${secretKey}`];
  if (securityToken !== undefined) lines.push(`HOTSPOT_SECURITY_TOKEN=${securityToken}`);
  return `${lines.join("\n")}\n`;
}
