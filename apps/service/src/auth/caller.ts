import { ApiError } from "../errors.ts";
import type { Credential, Role, Token } from "../store/store.ts";

/** Who is calling, and what for. */
export interface Caller {
  /** The kind of credential. */
  readonly via: "token" | "access key" | "iam";
  /** Names the credential, or the user of an IAM, in logs; gives no access. */
  readonly id: string;
  /** `undefined` for a token of an IAM that is not scoped to a project. */
  readonly projectId: string | undefined;
  /** `undefined` for a token of an IAM none of whose roles is known here. */
  readonly role: Role | undefined;
  /** Milliseconds since 1970; `undefined` for a credential that does not expire. */
  readonly expiresAt: number | undefined;
}

export const callerOf = (
  via: Caller["via"],
  { id, projectId, role, expiresAt }: Credential,
): Caller => ({ via, id, projectId, role, expiresAt });

export const hasExpired = ({ expiresAt }: Pick<Token, "expiresAt">): boolean =>
  expiresAt !== undefined && expiresAt <= Date.now();

/**
 * Whether the caller may do this.
 *
 * @throws {@link ApiError} of 403 where the project is another one or the role does not suffice
 */
export function authorize({ projectId, role, via }: Caller, project: string, method: string): void {
  if (projectId === undefined) {
    throw new ApiError(403, "X-Auth-Token: is not scoped to a project");
  }
  if (projectId !== project) {
    throw new ApiError(403, "project_id: these credentials belong to another project");
  }
  if (role === undefined) {
    throw new ApiError(403, "X-Auth-Token: none of its roles may call this API");
  }
  if (role === "reader" && method !== "GET") {
    const header = via === "access key" ? "Authorization" : "X-Auth-Token";
    throw new ApiError(403, `${header}: the role reader may not change anything`);
  }
}
