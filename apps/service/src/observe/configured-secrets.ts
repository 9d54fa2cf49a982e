import type { Config } from "../config.ts";

type Settings = Pick<Config, "bootstrapToken" | "keySource" | "database" | "iam">;

/** Everything secret in the settings, for the redaction. */
export function configuredSecrets({
  bootstrapToken = "",
  keySource,
  database,
  iam,
}: Settings): readonly string[] {
  const password = database.engine === "postgres" ? database.target.password : undefined;
  const sealingKeys = "text" in keySource ? keySource.text.split(/[\s,]+/) : [];
  return [bootstrapToken, password ?? "", ...sealingKeys, ...secretsWithin(iam?.auth ?? {})];
}

/** Of the methods `password`, `application_credential`, `totp` and `token` of Keystone. */
function secretsWithin(auth: object): readonly string[] {
  return Object.entries(auth).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === "string") return /^(?:password|secret|passcode)$/.test(name) ? value : [];
    if (typeof value !== "object" || value === null) return [];
    const isToken = name === "token" && "id" in value && typeof value.id === "string";
    return [...secretsWithin(value), ...(isToken ? [String(value.id)] : [])];
  });
}
