/** The file of profiles is wrong or has no such profile. The message repeats no secret. */
export class ProfileError extends TypeError {
  override readonly name = "ProfileError";
}

/** As whom to call. */
export type ProfileCredential =
  | { readonly token: string }
  | {
      readonly accessKey: string;
      readonly secretKey: string;
      readonly securityToken?: string;
    };

/** Where to call: a region may be one that the client does not know. */
export type ProfileServer = { readonly baseUrl: string } | { readonly region: string };

/** One server, project and credential, under a name. */
export interface Profile {
  readonly server: ProfileServer;
  readonly projectId: string;
  readonly credential: ProfileCredential;
}

/** What the file of profiles holds. */
export interface Profiles {
  /** The one in use where none is named. */
  readonly defaultName: string | undefined;
  readonly byName: ReadonlyMap<string, Profile>;
}

export const noProfiles: Profiles = { defaultName: undefined, byName: new Map() };

/** The text of the file. */
export function formatProfiles({ defaultName, byName }: Profiles): string {
  const profiles = Object.fromEntries(
    Array.from(byName, ([name, { server, projectId, credential }]) => [
      name,
      { ...server, projectId, ...credential },
    ]),
  );
  return `${JSON.stringify({ default: defaultName, profiles }, undefined, 2)}\n`;
}

/**
 * Reads the text of the file.
 *
 * @throws ProfileError that says what is wrong in it, and repeats no secret
 */
export function parseProfiles(text: string): Profiles {
  const file = fieldsOf(parseJson(text), "it");
  const named = fieldsOf(file["profiles"] ?? {}, "profiles");
  const byName = new Map(
    Object.entries(named).map(([name, value]) => [name, profileOf(name, value)]),
  );
  const defaultName = optionalText(file, "default", "the file");
  return { defaultName, byName };
}

function profileOf(name: string, value: unknown): Profile {
  const where = `the profile "${name}"`;
  const fields = fieldsOf(value, where);
  const [baseUrl, region, token, securityToken] = (
    ["baseUrl", "region", "token", "securityToken"] as const
  ).map((field) => optionalText(fields, field, where));
  if ((baseUrl === undefined) === (region === undefined)) {
    throw new ProfileError(`${where} needs a baseUrl or a region, and not both`);
  }
  return {
    server: baseUrl === undefined ? { region: needed(fields, "region", where) } : { baseUrl },
    projectId: needed(fields, "projectId", where),
    credential:
      token === undefined
        ? {
            accessKey: needed(fields, "accessKey", where),
            secretKey: needed(fields, "secretKey", where),
            ...(securityToken !== undefined && { securityToken }),
          }
        : { token },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words repeat a part of the text, which holds secrets.
    throw new ProfileError("it is no JSON");
  }
}

function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new ProfileError(`${what} must be an object`);
}

function optionalText(
  fields: Readonly<Record<string, unknown>>,
  field: string,
  where: string,
): string | undefined {
  const value = fields[field];
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  throw new ProfileError(`${field} of ${where} must be text that is not empty`);
}

function needed(fields: Readonly<Record<string, unknown>>, field: string, where: string): string {
  const value = optionalText(fields, field, where);
  if (value !== undefined) return value;
  throw new ProfileError(`${where} has no ${field}`);
}
