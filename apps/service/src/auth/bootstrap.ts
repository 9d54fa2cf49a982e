import { randomUUID } from "node:crypto";

import type { Store } from "../store/store.ts";
import { hasExpired } from "./access.ts";
import { hashToken, newToken } from "./token.ts";

/** The settings of the first token, as given; both may be missing. */
export interface BootstrapSettings {
  readonly projectId: string | undefined;
  readonly token: string | undefined;
}

/** What came of it, for whoever started the service. */
export type Bootstrap =
  /** The token was made here, and this is the only time that it is known. */
  | { readonly kind: "made"; readonly projectId: string; readonly token: string }
  /** The given token is the one to use. */
  | { readonly kind: "given"; readonly projectId: string }
  /** Tokens exist and none was given. */
  | { readonly kind: "exists" }
  /** Tokens exist and the given one is none of them, or of no use any more. */
  | { readonly kind: "ignored" };

/** With a store that has no token, makes the first one: an admin's, that lasts. */
export async function bootstrap(store: Store, settings: BootstrapSettings): Promise<Bootstrap> {
  if (await store.hasTokens()) {
    if (settings.token === undefined) return { kind: "exists" };
    const known = await store.findToken(hashToken(settings.token));
    return known === undefined || hasExpired(known)
      ? { kind: "ignored" }
      : { kind: "given", projectId: known.projectId };
  }
  const projectId = settings.projectId ?? randomUUID().replaceAll("-", "");
  const token = settings.token ?? newToken();
  await store.addToken(hashToken(token), {
    projectId,
    role: "admin",
    expiresAt: undefined,
    note: "the first token",
  });
  return settings.token === undefined
    ? { kind: "made", projectId, token }
    : { kind: "given", projectId };
}
