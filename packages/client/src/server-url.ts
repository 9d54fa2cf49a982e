import { servers } from "@hotspot-session/types";

/** A region of Huawei Cloud that has this API. */
export type Region = (typeof servers)[number]["regions"][number];

/** Where the service is: at a URL, or in a region. */
export type ServerOptions =
  | {
      /**
       * An absolute http or https URL, with or without a path in front of the API's own and a slash
       * at the end: `http://127.0.0.1:8080`, `https://example.com/gateway/`.
       */
      readonly baseUrl: string;
      readonly region?: undefined;
    }
  | {
      /** A region of Huawei Cloud; its endpoint is taken from the contract. */
      readonly region: Region;
      readonly baseUrl?: undefined;
    };

/**
 * What is put in front of the paths of the API.
 *
 * @throws TypeError that names the option which is missing or wrong
 */
export function serverUrl({ baseUrl, region }: ServerOptions): string {
  if (region === undefined) return normalizeBaseUrl(baseUrl);
  if (baseUrl !== undefined) throw new TypeError("region: give it or baseUrl, not both");
  const server = servers.find(({ regions }) => regions.some((known) => known === region));
  if (server !== undefined) return server.url.replace("{region}", region);
  const known = servers.flatMap(({ regions }) => regions).join(", ");
  throw new TypeError(`region: must be one of ${known}; for any other place give baseUrl`);
}

function normalizeBaseUrl(baseUrl: string): string {
  const url = parseUrl(baseUrl);
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      "baseUrl: must be an absolute http or https URL, such as https://example.com",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("baseUrl: must not hold a user name or password; use the option auth");
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
