import { createQuerySerializer } from "openapi-fetch";

const serialize = createQuerySerializer<unknown>();

/**
 * Fills the parameters of a path in. Nothing in an id can leave its segment.
 *
 * @throws TypeError that names the parameter that cannot be sent
 */
export function serializePath(path: string, parameters: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(checkPathSegment(name, parameters[name])),
  );
}

/**
 * Returns the text of a query, without the question mark. Parameters that are undefined are left out.
 *
 * @throws TypeError that names the parameter that cannot be sent
 */
export function serializeQuery(query: Readonly<Record<string, unknown>>): string {
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === "string") checkWellFormed(name, value);
  }
  return serialize(query);
}

/**
 * Returns `value`, which can be a segment of a path.
 *
 * @throws TypeError that names it if it cannot
 */
export function checkPathSegment(name: string, value: unknown): string {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(`${name}: must be a string that is not empty`);
  }
  // URLs have these resolved away, percent-encoded or not: the request would go to another path.
  if (value === "." || value === "..") {
    throw new TypeError(`${name}: "${value}" cannot be sent, since a URL takes it for a step`);
  }
  return checkWellFormed(name, value);
}

function checkWellFormed(name: string, value: string): string {
  if (/[\ud800-\udfff]/u.test(value)) {
    throw new TypeError(`${name}: holds half of a surrogate pair, which no URL can carry`);
  }
  return value;
}
