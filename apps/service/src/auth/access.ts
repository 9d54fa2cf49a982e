import type { IncomingHttpHeaders } from "node:http";

import { ApiError } from "../errors.ts";
import type { Store, Token } from "../store/store.ts";
import { hashToken } from "./token.ts";

/**
 * Who is calling.
 *
 * @throws {@link ApiError} of 401 where the request carries no valid credentials
 */
export async function authenticate(store: Store, headers: IncomingHttpHeaders): Promise<Token> {
  const token = headers["x-auth-token"];
  if (typeof token !== "string" || token === "") {
    throw new ApiError(
      401,
      headers.authorization === undefined
        ? "X-Auth-Token: is required"
        : "Authorization: request signatures are not accepted here yet; send an X-Auth-Token",
    );
  }
  const found = await store.findToken(hashToken(token));
  if (found === undefined || hasExpired(found)) {
    throw new ApiError(401, "X-Auth-Token: is unknown, revoked or expired");
  }
  return found;
}

export const hasExpired = ({ expiresAt }: Token): boolean =>
  expiresAt !== undefined && expiresAt <= Date.now();

/**
 * Whether the caller may do this.
 *
 * @throws {@link ApiError} of 403 where the project is another one or the role does not suffice
 */
export function authorize(caller: Token, projectId: string, method: string): void {
  if (caller.projectId !== projectId) {
    throw new ApiError(403, "project_id: these credentials belong to another project");
  }
  if (caller.role === "reader" && method !== "GET") {
    throw new ApiError(403, "X-Auth-Token: the role reader may not change anything");
  }
}
