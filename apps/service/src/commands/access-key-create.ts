import { type Command, Option } from "commander";

import { newAccessKey, parseSignedProjectId } from "../auth/access-key.ts";
import { wrongSealingKey } from "../auth/check-sealing-keys.ts";
import { type KeySource, makeKeyFile, sealingKeys } from "../auth/sealing-keys.ts";
import { hashToken } from "../auth/token.ts";
import type { Role } from "../store/store.ts";
import { argument, parseNote } from "./arguments.ts";
import { CommandError } from "./command-error.ts";
import { type AccessKeyStore, databaseOf, keySourceOf, withAccessKeys } from "./database.ts";
import { parseExpiry } from "./expiry.ts";
import type { Streams } from "./streams.ts";

interface Flags {
  readonly project: string;
  readonly role: Role;
  readonly expires?: number;
  readonly note?: string;
  readonly temporary: boolean;
  readonly json: boolean;
}

const help = `
The access key and its secret are the only things on standard output, as variables that the CLI and the
client read. The secret is shown this once; it is stored sealed, with the key of HOTSPOT_KEY_FILE,
which is made where it does not exist.

Examples:
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f --role reader \\
      --expires 30d --note "dashboard of the night shift"
  $ hotspot-service access-key create --project a4da8115c9d8464ead3a38309130523f --temporary --json
`;

/** How long a temporary key lasts unless told, in milliseconds. */
const temporaryLife = 24 * 3_600_000;

/** Adds `create` to `access-key`. */
export function addAccessKeyCreate(
  accessKey: Command,
  environment: NodeJS.ProcessEnv,
  { out, err }: Streams,
): void {
  accessKey
    .command("create")
    .description("Make an access key and print it with its secret, once.")
    .requiredOption("--project <id>", "the project that it is for", argument(parseSignedProjectId))
    .addOption(
      new Option("--role <role>", "what it may do").choices(["admin", "reader"]).default("admin"),
    )
    .option(
      "--expires <when>",
      "30d, 12h, 2030-01-31 or 2030-01-31T18:00:00Z (default: never; a temporary one: 24h)",
      argument((text) => parseExpiry(text, Date.now())),
    )
    .option("--note <text>", "whose it is, or what for; up to 200 characters", argument(parseNote))
    .option("--temporary", "with a security token, which every request must carry", false)
    .option("--json", "print JSON: id, accessKey, secretKey and securityToken", false)
    .addHelpText("after", help)
    .action(async (flags: Flags) => {
      const { project, role, note, temporary, json } = flags;
      const expires = flags.expires ?? (temporary ? Date.now() + temporaryLife : undefined);
      const secrets = newAccessKey(temporary);
      const { securityToken } = secrets;
      const source = keySourceOf(environment);
      const { id } = await withAccessKeys(databaseOf(environment), async (stored) => {
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
      const until = expires === undefined ? "never" : new Date(expires).toISOString();
      err(`Access key ${id}: project ${project}, role ${role}, expires ${until}.\n`);
      err("Its secret is shown this once, on standard output; keep it.\n");
      out(json ? `${JSON.stringify({ id, ...secrets })}\n` : variables(secrets));
    });
}

/** Seals with the key that the database uses; the first one is made where there is none. */
async function sealing(stored: AccessKeyStore, source: KeySource) {
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

function variables({
  accessKey,
  secretKey,
  securityToken,
}: ReturnType<typeof newAccessKey>): string {
  const lines = [`HOTSPOT_ACCESS_KEY=${accessKey}`, `HOTSPOT_SECRET_KEY=${secretKey}`];
  if (securityToken !== undefined) lines.push(`HOTSPOT_SECURITY_TOKEN=${securityToken}`);
  return `${lines.join("\n")}\n`;
}
