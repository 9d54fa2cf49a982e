import type { Fetch } from "./attempt.ts";
import { type Authorizer, authorizerOf, type HotspotAuth, type Token } from "./auth.ts";
import { checkHeaders } from "./headers.ts";
import { type LimitOptions, type Limits, limitsOf } from "./limits.ts";
import { type ServerOptions, serverUrl } from "./server-url.ts";
import { type Emit, type HotspotHooks, type HotspotLogger, observe } from "./sight.ts";
import { checkPathSegment } from "./url.ts";

/** As whom to call: by a token, or by an access key that signs each request. */
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

/** What a client has, wherever and as whomever it calls. */
export interface GeneralOptions extends LimitOptions {
  /** The project that all calls are about. */
  readonly projectId: string;
  /** Sends the requests; the platform's `fetch` unless given. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Told of requests, answers and retries, without secrets; nobody is unless given. */
  readonly logger?: HotspotLogger | undefined;
  /** Called for requests, answers and retries, without secrets. */
  readonly hooks?: HotspotHooks | undefined;
}

/** Where the service is, as whom to call it, and how. */
export type HotspotClientOptions = GeneralOptions & ServerOptions & CredentialOptions;

/** The options, checked and made into the parts of a client. */
export interface Settings {
  readonly baseUrl: string;
  readonly authorizer: Authorizer;
  readonly fetch: Fetch;
  readonly headers: Headers;
  readonly limits: Limits;
  readonly emit: Emit | undefined;
}

/**
 * @throws TypeError that names the option which is missing or wrong, and never repeats a secret
 */
export function settingsOf(options: HotspotClientOptions): Settings {
  const { projectId, token, auth, fetch = fetchOfPlatform, hooks, logger } = options;
  checkPathSegment("projectId", projectId);
  if (typeof fetch !== "function") {
    throw new TypeError("fetch: must be a function that takes a Request and answers a Response");
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

/** Browsers send their own, and would ask the server whether they may send another. */
function userAgent(): Record<string, string> {
  const isBrowser = globalThis.navigator?.userAgent?.startsWith("Mozilla");
  return isBrowser ? {} : { "User-Agent": "hotspot-session-client" };
}

/** Looked up at each call: whoever instruments or replaces the global one is served as well. */
function fetchOfPlatform(request: Request): Promise<Response> {
  return globalThis.fetch(request);
}
