import type { IncomingMessage } from "node:http";

import { unavailable } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { type Caller, callerOf, hasExpired } from "./caller.ts";
import { CredentialsError, type CredentialsRefusal } from "./credentials-error.ts";
import type { Iam } from "./iam.ts";
import { type IamCaller, IamUnavailableError } from "./keystone.ts";
import type { SealingKeys } from "./sealing-keys.ts";
import { LostKeyError, readSignature, verify } from "./signed-request.ts";
import { hashToken, isMadeHere } from "./token.ts";

export interface AuthenticationOptions {
  readonly store: Store;
  readonly keys: SealingKeys;
  /** Validates tokens that the store does not know. */
  readonly iam?: Iam | undefined;
  /** Called for credentials that are refused. */
  readonly refused?: ((refusal: CredentialsRefusal) => void) | undefined;
  /** Logs what failed inside. */
  readonly reportFailure: (error: unknown, requestId: string) => void;
}

/** The credentials of one request. */
export interface Credentials {
  /** The caller, where the head alone says who it is: a signature covers the body too. */
  readonly caller: Caller | undefined;
  /**
   * The caller at this moment, once the whole body is there: credentials may have been revoked, or
   * have expired, while it arrived.
   *
   * @throws as {@link Authenticate} does
   */
  confirm(body: Uint8Array): Promise<Caller>;
}

/** How long nothing more is logged of a kind of failure, in milliseconds. */
const quiet = 1000;

/** @throws what the function `explain` beside it makes an error for the caller of */
export type Authenticate = ReturnType<typeof authentication>["authenticate"];

/** Finds out who calls: by a token of the store or of an IAM, or by a signature. */
export function authentication(options: AuthenticationOptions) {
  const { store, iam } = options;
  /** Until when nothing more is logged, by the class of the error: callers decide how often it occurs. */
  const quietUntil = new Map<unknown, number>();

  function report(error: Error, requestId: string): void {
    const now = performance.now();
    if (now < (quietUntil.get(error.constructor) ?? 0)) return;
    quietUntil.set(error.constructor, now + quiet);
    options.reportFailure(error, requestId);
  }

  async function findToken(token: string): Promise<Caller> {
    const found = await store.findToken(hashToken(token));
    if (found !== undefined && !hasExpired(found)) return callerOf("token", found);
    // The IAM must not learn of what was made here.
    const isForIam = found === undefined && !isMadeHere(token) && isVisible(token);
    const caller = isForIam ? await iam?.find(token) : undefined;
    if (caller === undefined) {
      throw new CredentialsError("token", "X-Auth-Token: is unknown, revoked or expired");
    }
    return callerOfIam(caller);
  }

  /** @param project of the path */
  async function authenticate(request: IncomingMessage, project: string): Promise<Credentials> {
    const { "x-auth-token": sent = "", authorization } = request.headers;
    const token = String(sent);
    if (token === "") {
      if (authorization === undefined) {
        throw new CredentialsError("missing", "X-Auth-Token: is required");
      }
      const signature = readSignature(request, project);
      return {
        caller: undefined,
        confirm: (body) => verify(options, request, signature, body),
      };
    }
    if (authorization !== undefined && isSignature(authorization)) {
      const message = "X-Auth-Token, Authorization: send a token or a signature, and not both";
      throw new CredentialsError("mixed", message);
    }
    // After a whole request nothing arrives.
    const isWhole = request.complete;
    const caller = await findToken(token);
    return { caller, confirm: async () => (isWhole ? caller : findToken(token)) };
  }

  /** The error for the caller: 401, or 503 where it cannot be said who calls. */
  function explain(error: unknown, requestId: string): unknown {
    if (error instanceof CredentialsError) options.refused?.(error.refusal);
    if (!(error instanceof IamUnavailableError || error instanceof LostKeyError)) return error;
    report(error, requestId);
    return unavailable();
  }

  return { authenticate, explain };
}

/** Whether it is for this service: `Basic`, for one, is for a proxy before it. */
const isSignature = (authorization: string) => /^\s*(?:SDK|V11)-/i.test(authorization);

const isVisible = (token: string) => /^[\x21-\x7e]+$/.test(token);

const callerOfIam = ({ userId, projectId, role, expiresAt }: IamCaller): Caller => ({
  via: "iam",
  id: userId,
  projectId,
  role,
  expiresAt,
});
