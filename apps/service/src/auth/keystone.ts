import type { Role } from "../store/store.ts";

/** How to reach a Keystone v3, and how to read its answers. */
export interface IamSettings {
  /** Its address without `/v3`, such as `https://iam.example.com`. */
  readonly url: string;
  /** The service's own credentials, as the `auth` object of `POST /v3/auth/tokens`. */
  readonly auth: object;
  /** Names of the roles that may call every operation. */
  readonly adminRoles: readonly string[];
  /** Names of the roles that may only read. */
  readonly readerRoles: readonly string[];
  /** How long a valid token is kept, in milliseconds. It is never kept beyond its expiry. */
  readonly keepFor: number;
}

/** What a valid token of an IAM allows. */
export interface IamCaller {
  /** The IAM's id of the user, for the audit log. */
  readonly userId: string;
  /** `undefined` for a token that is not scoped to a project. */
  readonly projectId: string | undefined;
  /** `undefined` where none of its roles is one of the settings. */
  readonly role: Role | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The IAM did not answer, or not as a Keystone does: whether the token is valid is not known. */
export class IamUnavailableError extends Error {
  override readonly name = "IamUnavailableError";
}

/** How long a request to the IAM may take, in milliseconds. */
export const requestTimeout = 1500;
/** How long no log-in is tried after the IAM refused one, in milliseconds: it may lock the account. */
const pauseAfterRefusal = 10_000;

/** Validates a token: `GET /v3/auth/tokens` of the Identity API. */
export async function validateToken(
  settings: IamSettings,
  token: string,
  ownToken: Login,
  signal: AbortSignal,
): Promise<IamCaller | undefined> {
  const send = async (own: string) =>
    fetch(`${settings.url}/v3/auth/tokens`, {
      headers: { "x-auth-token": own, "x-subject-token": token, accept: "application/json" },
      redirect: "error",
      signal,
    });
  const own = await ownToken.get();
  let response = await send(own);
  if (response.status === 401) {
    // The service's own token was revoked, or the IAM has lost it.
    await response.body?.cancel();
    response = await send(await ownToken.replace(own));
  }
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  return readCaller(await jsonOf(response), settings);
}

export type Login = ReturnType<typeof createLogin>;

/** How long before its expiry the service replaces its own token, in milliseconds. */
const replaceBefore = 60_000;

/** The service's own token, got when it is first needed, and shared by all validations. */
export function createLogin({ url, auth }: IamSettings) {
  interface OwnToken {
    readonly token: string;
    readonly expiresAt: number;
  }
  let current: Promise<OwnToken> | undefined;
  let pausedUntil = 0;

  async function request(): Promise<OwnToken> {
    if (performance.now() < pausedUntil) {
      throw new IamUnavailableError("the IAM refused the service's own credentials a moment ago");
    }
    const response = await fetch(`${url}/v3/auth/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ auth }),
      redirect: "error",
      signal: AbortSignal.timeout(requestTimeout),
    });
    if (response.status === 401) pausedUntil = performance.now() + pauseAfterRefusal;
    const token = response.headers.get("x-subject-token");
    const answer = await jsonOf(response);
    if (token === null) throw new IamUnavailableError("the IAM answered a log-in without a token");
    return { token, expiresAt: expiryOf(tokenOf(answer)) };
  }

  function renew(): Promise<OwnToken> {
    const requested = request();
    current = requested;
    requested.catch(() => {
      if (current === requested) current = undefined;
    });
    return requested;
  }

  async function get(): Promise<string> {
    const asked = current;
    const held = await (asked ?? renew());
    if (Date.now() < held.expiresAt - replaceBefore) return held.token;
    if (current === asked) void renew();
    return (await (current ?? renew())).token;
  }

  return {
    get,
    /** @param refused the token that the IAM refused */
    async replace(refused: string): Promise<string> {
      const asked = current;
      const held = await asked;
      // Others may have been refused too: one log-in serves all.
      if (held?.token === refused && current === asked) void renew();
      return get();
    },
  };
}

/** The largest answer that is read, in bytes: a token with a large service catalog is about 100 KB. */
const maxAnswerBytes = 1024 * 1024;

async function jsonOf(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new IamUnavailableError("the IAM's answer is too large");
    chunks.push(chunk);
  }
  if (!response.ok) throw new IamUnavailableError(`the IAM answered ${response.status}`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

/** Reads the `token` object of an answer, as the Identity API v3 of OpenStack documents it. */
function readCaller(answer: unknown, settings: IamSettings): IamCaller {
  const token = tokenOf(answer);
  const user = objectAt(token, "user");
  const project = objectAt(token, "project");
  const roles = Array.isArray(token["roles"]) ? token["roles"] : [];
  const names = new Set(roles.map((role: unknown) => nameOf(role)));
  const userId = textAt(user, "id");
  if (userId === undefined) throw new IamUnavailableError("the IAM's token names no user");
  const has = (wanted: readonly string[]) => wanted.some((name) => names.has(name));
  return {
    userId,
    projectId: textAt(project, "id"),
    role: has(settings.adminRoles) ? "admin" : has(settings.readerRoles) ? "reader" : undefined,
    expiresAt: expiryOf(token),
  };
}

type Json = Readonly<Record<string, unknown>>;

function tokenOf(answer: unknown): Json {
  const token = isObject(answer) ? answer["token"] : undefined;
  if (!isObject(token)) throw new IamUnavailableError("the IAM's answer holds no token");
  return token;
}

function expiryOf(token: Json): number {
  const expiry = Date.parse(textAt(token, "expires_at") ?? "");
  if (Number.isNaN(expiry)) throw new IamUnavailableError("the IAM's token has no expiry");
  return expiry;
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
const objectAt = (object: Json, key: string): Json => {
  const value = object[key];
  return isObject(value) ? value : {};
};
const textAt = (object: Json, key: string): string | undefined => {
  const value = object[key];
  return typeof value === "string" && value !== "" ? value : undefined;
};
const nameOf = (role: unknown): unknown => (isObject(role) ? role["name"] : undefined);
