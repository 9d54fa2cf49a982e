import type { AccessKeyCredentials } from "@hotspot-session/signature";

/** A token, or a function that gives one. */
export type Token = string | (() => string | Promise<string>);

/** As whom to call. */
export type HotspotAuth = { readonly token: Token } | AccessKeyCredentials;

/** Puts credentials on requests. */
export interface Authorizer {
  /** Adds them, unless the caller gave a token in the headers. A promise only where it takes time. */
  authorize(request: Request): Promise<void> | undefined;
  /** Forgets the token of this request, which was refused. Absent where there is no other. */
  renew?(request: Request): void;
}

const tokenHeader = "X-Auth-Token";

/**
 * @throws TypeError that names the option which is missing or wrong, without its value
 */
export function authorizerOf(auth: HotspotAuth, projectId: string): Authorizer {
  // A copy is an object, whatever was given.
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

/** Asks for a token once, and again when it is refused; all calls wait for the same answer. */
function asking(give: () => string | Promise<string>): Authorizer {
  let asked: Promise<string> | undefined;
  let known: string | undefined;

  async function ask(): Promise<string> {
    return checkToken(await give());
  }

  return {
    async authorize(request) {
      if (request.headers.has(tokenHeader)) return;
      if (asked === undefined) {
        asked = ask();
        asked.then(
          (token) => (known = token),
          () => (asked = undefined),
        );
      }
      request.headers.set(tokenHeader, await asked);
    },
    renew(request) {
      // Another call may have renewed it since this one was sent.
      if (request.headers.get(tokenHeader) === known) asked = known = undefined;
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
      // Fetched when it is needed: whoever calls by token never loads it.
      const { signRequest } = await import("@hotspot-session/signature");
      const body = method === "GET" ? "" : await request.clone().text();
      const added = await signRequest({ method, url, headers, body }, credentials, { projectId });
      for (const [name, value] of Object.entries(added)) headers.set(name, value);
    },
  };
}

function checkToken(token: unknown): string {
  return checkText("token", token);
}

/** fetch repeats a header value that it refuses in its own error: it is to get none of those. */
function checkText(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(`${name}: must be a string that is not empty`);
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new TypeError(
      `${name}: must be printable ASCII characters without spaces or line breaks; was it read from a file with its line end?`,
    );
  }
  return value;
}
