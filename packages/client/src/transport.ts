import createClient, { type ClientOptions } from "openapi-fetch";

import type { Fetch } from "./attempt.ts";
import type { RawAnswer } from "./fault.ts";

/** A type and no interface: openapi-fetch takes further properties. */
type TransportInit = {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  readonly params: { readonly path: object; readonly query: object | undefined };
  /** As it is sent: JSON, written once for all attempts. */
  readonly body: string | undefined;
};

type Send = (path: string, init: TransportInit) => Promise<RawAnswer>;

/** openapi-fetch for any operation. The types of each are checked by `Call`. */
export type Transport = Readonly<Record<"GET" | "POST" | "PATCH", Send>>;

interface AnyOperation {
  readonly parameters: { readonly path: object; readonly query: object | undefined };
  readonly requestBody: { readonly content: { readonly "application/json": unknown } };
  readonly responses: {
    readonly 200: { readonly content: { readonly "application/json": unknown } };
  };
}

/** openapi-fetch for all calls; each brings its own `fetch`. */
export function createTransport(options: ClientOptions): Transport {
  return createClient<Record<string, Record<"get" | "post" | "patch", AnyOperation>>>({
    ...options,
    bodySerializer: (body) => body,
  });
}
