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

/** As the router reads it: without an origin or a query, what need not be encoded decoded. */
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
 * The URL of a request in a form that the router accepts: what is no UTF-8 in its path becomes NUL,
 * which no path has. So it is refused where the contract's order of checks has it, after the
 * credentials, and as an unknown path where no operation has it.
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
