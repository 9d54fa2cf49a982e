import type { AccessKeyCredentials } from "@hotspot-session/signature";

/** A token, or a function that gives one. */
export type Token = string | (() => string | Promise<string>);

/** The credentials of a client. */
export type HotspotAuth = { readonly token: Token } | AccessKeyCredentials;

/** Puts credentials on requests. */
export interface Authorizer {
  /**
   * Adds them, unless the caller gave a token in the headers. A promise only where it takes time.
   *
   * @param ending aborted when the attempt ends: it waits no longer
   */
  authorize(request: Request, ending: AbortSignal): Promise<void> | undefined;
  /** Forgets the token of this request, which was refused. Returns whether there may be another. */
  renew?(request: Request): boolean;
}

const tokenHeader = "X-Auth-Token";

/**
 * @throws TypeError that names the option which is missing or wrong, without its value
 */
export function authorizerOf(auth: HotspotAuth, projectId: string): Authorizer {
  // A copy is an object even if none was given.
  const given = { ...auth };
  if ("accessKey" in given) return signing(given, projectId);
  const { token } = given;
  if (typeof token === "function") return asking(token);
  checkToken(token);
  return {
    authorize(request) {
      if (!request.headers.has(tokenHeader)) request.headers.set(tokenHeader, token);
      return undefined;
    },
  };
}

/** Asks for a token once, and again if it is refused or never comes; all calls wait for one answer. */
function asking(give: () => string | Promise<string>): Authorizer {
  let asked: Promise<string> | undefined;
  const askedFor = new WeakMap<Request, Promise<string>>();

  function forget(token: Promise<string> | undefined): void {
    // Another call may have asked again since.
    if (asked === token) asked = undefined;
  }

  return {
    async authorize(request, ending) {
      if (request.headers.has(tokenHeader)) return;
      const token = (asked ??= Promise.resolve().then(give).then(checkToken));
      askedFor.set(request, token);
      // A function that never settles must not block the calls that follow.
      const giveUp = () => forget(token);
      ending.addEventListener("abort", giveUp);
      try {
        request.headers.set(tokenHeader, await token);
      } catch (error) {
        giveUp();
        throw error;
      } finally {
        ending.removeEventListener("abort", giveUp);
      }
    },
    renew(request) {
      const token = askedFor.get(request);
      forget(token);
      return token !== undefined;
    },
  };
}

function signing(credentials: AccessKeyCredentials, projectId: string): Authorizer {
  checkText("accessKey", credentials.accessKey);
  checkText("secretKey", credentials.secretKey);
  if (credentials.securityToken !== undefined) {
    checkText("securityToken", credentials.securityToken);
  }
  return {
    async authorize(request) {
      const { method, url, headers } = request;
      if (headers.has(tokenHeader)) return;
      // Loaded when it is needed: calls by token never do.
      const { signRequest } = await import("@hotspot-session/signature");
      const body = method === "GET" ? "" : await request.clone().text();
      const added = await signRequest({ method, url, headers, body }, credentials, { projectId });
      for (const [name, value] of Object.entries(added)) headers.set(name, value);
    },
  };
}

const checkToken = (token: unknown) => checkText("token", token);

/** Checks what fetch would refuse with an error that repeats the value. */
function checkText(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(`${name}: must be a string that is not empty`);
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new TypeError(
      `${name}: must be printable ASCII characters without spaces or line breaks`,
    );
  }
  return value;
}
