import { hash } from "node:crypto";

import { LRUCache } from "lru-cache";

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
const requestTimeout = 1800;
/**
 * How many tokens are validated at once, and how many beside them that were valid before: many unknown
 * tokens must not keep out the known ones. Further ones are refused with {@link IamUnavailableError}.
 */
const maxConcurrent = 16;
/** How long no log-in is tried after the IAM refused one, in milliseconds: it may lock the account. */
const pauseAfterRefusal = 10_000;
/** How long a token is known to be invalid, in milliseconds. */
const keepInvalidFor = 1000;
/** How many valid tokens, and how many invalid ones, are kept. */
const maxKept = 10_000;

export type Iam = ReturnType<typeof createIam>;

/** Validates tokens of a Keystone v3, and keeps the results for a short time by the tokens' hashes. */
export function createIam(settings: IamSettings) {
  const valid = new LRUCache<string, IamCaller>({ max: maxKept });
  // Apart, so that many invalid tokens do not push out the valid ones.
  const invalid = new LRUCache<string, true>({ max: maxKept, ttl: keepInvalidFor });
  /** Tokens that were valid before. */
  const familiar = new LRUCache<string, true>({ max: maxKept });
  /** One validation for all requests that wait for the same token. */
  const underWay = new Map<string, Promise<IamCaller | undefined>>();
  const ownToken = createLogin(settings);
  let failures = 0;

  async function validate(key: string, token: string): Promise<IamCaller | undefined> {
    try {
      const caller = await withTimeout((signal) => ask(settings, token, ownToken, signal));
      if (caller === undefined) {
        familiar.delete(key);
        invalid.set(key, true);
        return undefined;
      }
      const life = caller.expiresAt - Date.now();
      if (life <= 0) return undefined;
      familiar.set(key, true);
      const ttl = Math.min(settings.keepFor, life);
      // To the cache, 0 means forever.
      if (ttl > 0) valid.set(key, caller, { ttl });
      return caller;
    } catch (error) {
      failures++;
      if (error instanceof IamUnavailableError) throw error;
      throw new IamUnavailableError("the IAM did not answer as a Keystone", { cause: error });
    } finally {
      underWay.delete(key);
    }
  }

  return {
    /**
     * @returns undefined for a token that the IAM does not know, or that has expired
     * @throws {@link IamUnavailableError}
     */
    async find(token: string): Promise<IamCaller | undefined> {
      const key = hash("sha256", token, "base64");
      const known = valid.get(key);
      // Both clocks count: the one of the cache stands still while a machine sleeps.
      if (known !== undefined && Date.now() < known.expiresAt) return known;
      if (invalid.has(key)) return undefined;
      const waiting = underWay.get(key);
      if (waiting !== undefined) return waiting;
      if (underWay.size >= (familiar.has(key) ? 2 * maxConcurrent : maxConcurrent)) {
        throw new IamUnavailableError("too many tokens are being validated");
      }
      const validation = validate(key, token);
      underWay.set(key, validation);
      return validation;
    },

    /** How many validations failed because the IAM did not answer, since the start. */
    failures: () => failures,
  };
}

/**
 * Bounds a validation with all its requests.
 *
 * @param work is given a signal at which it must send nothing more
 */
async function withTimeout<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const ended = new AbortController();
  const timer = setTimeout(() => {
    reject(new IamUnavailableError("the IAM did not answer in time"));
    ended.abort();
  }, requestTimeout);
  try {
    return await Promise.race([work(ended.signal), promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Validates a token: `GET /v3/auth/tokens` of the Identity API. */
async function ask(
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

type Login = ReturnType<typeof createLogin>;

/** How long before its expiry the service replaces its own token, in milliseconds. */
const replaceBefore = 60_000;

/** The service's own token, got when it is first needed, and shared by all validations. */
function createLogin({ url, auth }: IamSettings) {
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
