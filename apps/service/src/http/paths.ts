import type { IncomingMessage } from "node:http";

import { type ApiError, methodNotAllowed, noSuchPath } from "../errors.ts";

/** Which paths exist and with which methods, to tell a wrong path (404) from a wrong method (405). */
export function knownPaths() {
  const known = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  return {
    /** @param url a route as Fastify writes it: `/v1/:project_id/…`, or with a final `*` */
    add(url: string, methods: readonly string[]): void {
      const path = known.get(url) ?? { pattern: patternOf(url), methods: new Set() };
      for (const method of methods) path.methods.add(method);
      known.set(url, path);
    },

    /** The error for a request that no route took. */
    refusal(method: string, url: string): ApiError {
      const path = pathOf(url);
      for (const { pattern, methods } of known.values()) {
        if (pattern.test(path) && !methods.has(method))
          return methodNotAllowed(method, [...methods]);
      }
      return noSuchPath();
    },
  };
}

/** The path as the router reads it: without origin and query, and decoded. */
const pathOf = (url: string): string =>
  decodeURI(url.replace(/^https?:\/\/[^/?#]*/, "").replace(/[?#].*$/s, ""));

function patternOf(url: string): RegExp {
  const source = url
    .split("/")
    .map((segment) => {
      if (segment.startsWith(":")) return "[^/]+";
      return segment === "*" ? ".*" : RegExp.escape(segment);
    })
    .join("/");
  return new RegExp(`^${source}$`, "s");
}

const undecodable = new WeakSet<IncomingMessage>();

/**
 * The URL of a request in a form that the router accepts: bytes of its path that are not UTF-8 become
 * NUL, which no path contains. The router would answer 400 before the credentials are checked; this
 * way an operation answers 401 or 400 in the contract's order, and an unknown path is 404.
 */
export function routableUrl(request: IncomingMessage): string {
  const { url = "/" } = request;
  if (!url.includes("%")) return url;
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  if (isDecodable(path)) return url;
  undecodable.add(request);
  return (
    path.replaceAll(/(?:%[0-9a-f]{2})+|%/gi, (escapes) =>
      isDecodable(escapes) ? escapes : "%00",
    ) + (end < 0 ? "" : url.slice(end))
  );
}

/** Whether the path of a request holds what is no percent-encoded UTF-8. */
export const hasUndecodablePath = (request: IncomingMessage): boolean => undecodable.has(request);

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
