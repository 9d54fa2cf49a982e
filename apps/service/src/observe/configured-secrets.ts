import type { Config } from "../config.ts";

type Settings = Pick<Config, "bootstrapToken" | "keySource" | "database" | "iam" | "traces">;

/** Everything secret in the settings, for the redaction. */
export function configuredSecrets({
  bootstrapToken = "",
  keySource,
  database,
  iam,
  traces,
}: Settings): readonly string[] {
  const password = database.engine === "postgres" ? database.target.password : undefined;
  const sealingKeys = "text" in keySource ? keySource.text.split(/[\s,]+/) : [];
  return [
    bootstrapToken,
    password ?? "",
    ...sealingKeys,
    ...secretsWithin(iam?.auth),
    ...(traces?.secrets ?? []),
  ];
}

/** Of the methods `password`, `application_credential`, `totp` and `token` of Keystone. */
function secretsWithin(value: unknown, name = "", parent = ""): readonly string[] {
  if (typeof value === "string") {
    const isTokenId = parent === "token" && name === "id";
    return isTokenId || /^(?:password|secret|passcode)$/.test(name) ? [value] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretsWithin(inner, key, name));
}
