import { hash } from "node:crypto";

import { LRUCache } from "lru-cache";

import {
  createLogin,
  type IamCaller,
  type IamSettings,
  IamUnavailableError,
  requestTimeout,
  validateToken,
} from "./keystone.ts";

/**
 * How many tokens are validated at once, and how many beside them that were valid before: many unknown
 * tokens must not keep out the known ones. Further ones are refused with {@link IamUnavailableError}.
 */
const maxConcurrent = 16;
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
      const caller = await withTimeout((signal) =>
        validateToken(settings, token, ownToken, signal),
      );
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
