import type { Fetch } from "./attempt.ts";
import { authorizerOf, type HotspotAuth, type Token } from "./auth.ts";
import { type HotspotHooks, type HotspotLogger, observe } from "./events.ts";
import { checkHeaders } from "./headers.ts";
import { type LimitOptions, limitsOf } from "./limits.ts";
import { type ServerOptions, serverUrl } from "./server-url.ts";
import { checkPathSegment } from "./url.ts";
import { version } from "./version.gen.ts";

/** The credentials: a token, or an access key that signs each request. */
export type CredentialOptions =
  | {
      readonly auth: HotspotAuth;
      readonly token?: undefined;
    }
  | {
      /** Short for `auth: { token }`. */
      readonly token: Token;
      readonly auth?: undefined;
    };

/** Options that do not depend on the server or the credentials. */
export interface GeneralOptions extends LimitOptions {
  /** The project that all calls are about. */
  readonly projectId: string;
  /** Sends the requests; the platform's `fetch` unless given. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Logs requests, answers and retries, without secrets. */
  readonly logger?: HotspotLogger | undefined;
  /** Called for requests, answers and retries, without secrets. */
  readonly hooks?: HotspotHooks | undefined;
}

/** The server, the credentials and the other options. */
export type HotspotClientOptions = GeneralOptions & ServerOptions & CredentialOptions;

/**
 * Checks the options and makes them into the parts of a client.
 *
 * @throws TypeError that names the option which is missing or wrong, and never repeats a secret
 */
export function settingsOf(options: HotspotClientOptions) {
  const { projectId, token, auth, fetch = fetchOfPlatform, hooks, logger } = options;
  checkPathSegment("projectId", projectId);
  if (typeof fetch !== "function") {
    throw new TypeError("fetch: must be a function");
  }
  if (auth !== undefined && token !== undefined) {
    throw new TypeError("auth: give it or token, not both");
  }
  return {
    baseUrl: serverUrl(options),
    authorizer: authorizerOf(auth ?? { token }, projectId),
    fetch,
    headers: checkHeaders(options.headers, userAgent()),
    limits: limitsOf(options),
    emit: observe(hooks, logger),
  };
}

/** Not in browsers, which send their own: another one would need the permission of the server. */
function userAgent(): Record<string, string> {
  const isBrowser = globalThis.navigator?.userAgent?.startsWith("Mozilla");
  return isBrowser ? {} : { "User-Agent": `hotspot-session-client/${version}` };
}

/** Looked up at each call, so that a replaced or instrumented global `fetch` is used. */
function fetchOfPlatform(request: Request): Promise<Response> {
  return globalThis.fetch(request);
}
