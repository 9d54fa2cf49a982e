import { randomUUID } from "node:crypto";

import type { Store } from "../store/store.ts";
import { hasExpired } from "./caller.ts";
import { hashToken, newToken } from "./token.ts";

/** The settings of the first token, as given; both may be missing. */
export interface BootstrapSettings {
  readonly projectId: string | undefined;
  readonly token: string | undefined;
}

/** The result, for the operator who started the service. */
export type Bootstrap =
  /** The token was made here, and this is the only time that it is known. */
  | { readonly kind: "made"; readonly projectId: string; readonly token: string }
  /** The given token is the one to use. */
  | { readonly kind: "given"; readonly projectId: string }
  /** Tokens exist and none was given. */
  | { readonly kind: "exists" }
  /** Tokens exist and the given one is none of them, or is revoked or expired. */
  | { readonly kind: "ignored" };

/** With a store that has no token, makes the first one: an admin's, that does not expire. */
export async function bootstrap(store: Store, settings: BootstrapSettings): Promise<Bootstrap> {
  const given = settings.token;
  const token = given ?? newToken();
  const first = await store.addFirstToken(hashToken(token), {
    projectId: settings.projectId ?? randomUUID().replaceAll("-", ""),
    role: "admin",
    expiresAt: undefined,
    note: "the first token",
  });
  if (given === undefined) {
    return first === undefined
      ? { kind: "exists" }
      : { kind: "made", projectId: first.projectId, token };
  }
  const known = first ?? (await store.findToken(hashToken(given)));
  return known === undefined || hasExpired(known)
    ? { kind: "ignored" }
    : { kind: "given", projectId: known.projectId };
}
