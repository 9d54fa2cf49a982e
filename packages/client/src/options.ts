import { checkPathSegment } from "./url.ts";

/** Where the service is, and as whom to call it. */
export interface HotspotClientOptions {
  /**
   * An absolute http or https URL, with or without a path in front of the API's own and a slash at
   * the end: `https://appstream.cn-north-4.myhuaweicloud.com`, `https://example.com/gateway/`.
   */
  readonly baseUrl: string;
  /** The project that all calls are about. */
  readonly projectId: string;
  /** Sent as `X-Auth-Token`, to `baseUrl` alone. */
  readonly token: string;
  /** Sends the requests; the platform's `fetch` unless given. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * Answers the options with `baseUrl` as it is put in front of the API's paths.
 *
 * @throws TypeError that names the option, and never repeats its value
 */
export function checkOptions(options: HotspotClientOptions): HotspotClientOptions {
  const { baseUrl, projectId, token, fetch } = options;
  checkPathSegment("projectId", projectId);
  if (typeof token !== "string" || token === "") {
    throw new TypeError("token: must be a string that is not empty");
  }
  // fetch repeats a header value that it refuses in its own error.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TypeError(
      "token: must be printable ASCII characters without spaces or line breaks; was it read from a file with its line end?",
    );
  }
  if (fetch !== undefined && typeof fetch !== "function") {
    throw new TypeError("fetch: must be a function that takes a Request and answers a Response");
  }
  return { ...options, baseUrl: normalizeBaseUrl(baseUrl) };
}

function normalizeBaseUrl(baseUrl: string): string {
  const url = parseUrl(baseUrl);
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      "baseUrl: must be an absolute http or https URL, such as https://example.com",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("baseUrl: must not hold a user name or password; use the option token");
  }
  // A lone ? or # parses as an empty query or fragment.
  if (/[?#]/.test(url.href)) {
    throw new TypeError("baseUrl: must not have a query or a fragment (? or #)");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

// URL.parse is missing from Node 20.
function parseUrl(text: unknown): URL | undefined {
  try {
    return typeof text === "string" ? new URL(text) : undefined;
  } catch {
    return undefined;
  }
}
