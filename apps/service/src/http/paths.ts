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
function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/, "").replace(/[?#].*$/s, "");
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

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
