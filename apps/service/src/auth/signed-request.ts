import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { type Authorization, checkDate, parseAuthorization } from "@hotspot-session/signature";
import { headerPairs, verifySignature } from "@hotspot-session/signature/node";

import type { AccessKey, Store } from "../store/store.ts";
import { newAccessKey } from "./access-key.ts";
import { type Caller, callerOf, hasExpired } from "./caller.ts";
import { CredentialsError } from "./credentials-error.ts";
import { newSealingKey, type SealingKeys, sealingKeys } from "./sealing-keys.ts";
import { hashToken } from "./token.ts";

/** A secret cannot be opened: the key that sealed it is not there, or it was changed. */
export class LostKeyError extends Error {
  override readonly name = "LostKeyError";
}

/**
 * Reads the signature of a request, before its body is there.
 *
 * @param projectId of the path
 * @throws {@link CredentialsError} where it is malformed, too old, or for another project
 */
export function readSignature(request: IncomingMessage, projectId: string): Authorization {
  const authorization = parseAuthorization(headerPairs(request.rawHeaders));
  if (authorization.refused !== undefined) {
    throw new CredentialsError("signature", authorization.message);
  }
  const late = checkDate(authorization);
  if (late !== undefined) throw new CredentialsError("date", late.message);
  if (authorization.projectId !== undefined && authorization.projectId !== projectId) {
    throw new CredentialsError("signature", "x-project-id: must be the project of the path");
  }
  return authorization;
}

/**
 * Verifies the signature of a request with its body. An unknown access key takes the same time and
 * gets the same answer as a wrong signature.
 *
 * @throws {@link CredentialsError}
 * @throws {@link LostKeyError}
 */
export async function verify(
  { store, keys }: { readonly store: Store; readonly keys: SealingKeys },
  { method = "", url: target = "" }: IncomingMessage,
  authorization: Authorization,
  body: Uint8Array,
): Promise<Caller> {
  const { accessKey, securityToken } = authorization;
  const found = await store.findAccessKey(accessKey);
  const secretKey = found === undefined ? decoySecret() : open(keys, found, accessKey);
  const mismatch = verifySignature({ method, target, body }, authorization, secretKey);
  const isTokenRight = isSecurityToken(securityToken, found?.securityTokenHash);
  if (mismatch !== undefined && mismatch.refused !== "signature") {
    throw new CredentialsError("signature", mismatch.message);
  }
  if (found === undefined || mismatch !== undefined || !isTokenRight || hasExpired(found)) {
    throw new CredentialsError(
      "signature",
      "Authorization: the access key is unknown, revoked or expired, or the signature does not match",
    );
  }
  return callerOf("access key", found);
}

function open(keys: SealingKeys, { sealedSecret, id }: AccessKey, accessKey: string): string {
  const explain = (why: string, cause?: unknown) =>
    new LostKeyError(`the secret of the access key ${id} ${why}`, { cause });
  let secret: string | undefined;
  try {
    secret = keys.unseal(sealedSecret, accessKey);
  } catch (error) {
    throw explain("was changed in the database", error);
  }
  if (secret !== undefined) return secret;
  throw explain(
    "was sealed with a key that this service does not have: check HOTSPOT_KEY_FILE and HOTSPOT_KEY",
  );
}

/** What is opened where there is no access key, so that it takes as long as where there is one. */
const decoys = sealingKeys({ text: newSealingKey() });
const decoy = decoys.seal(newAccessKey(false).secretKey, "", decoys.ids()[0] ?? "");
const decoySecret = () => decoys.unseal(decoy, "") ?? "";

const decoyHash = hashToken("");

/**
 * A permanent key has none, and a temporary one has one. One that is given is always hashed: it can be
 * long, and the time must not tell which keys are temporary.
 */
function isSecurityToken(given: string | undefined, expected: Uint8Array | undefined): boolean {
  if (given === undefined) return expected === undefined;
  return timingSafeEqual(hashToken(given), expected ?? decoyHash) && expected !== undefined;
}
