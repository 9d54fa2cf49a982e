import { type ConnectionString, parseConnectionString } from "./postgres/connection-string.ts";

/** Where a store is. */
export type Location =
  | { readonly engine: "sqlite"; readonly file: string }
  | { readonly engine: "postgres"; readonly target: ConnectionString };

/**
 * Reads a location: `sqlite:FILE`, `sqlite::memory:` or `postgres://…`.
 *
 * @throws Error that says what is wrong, and repeats nothing that may be secret
 */
export function parseLocation(text: string): Location {
  if (/^postgres(?:ql)?:/.test(text)) {
    return { engine: "postgres", target: parseConnectionString(text) };
  }
  const file = /^sqlite:(?<file>.+)$/s.exec(text)?.groups?.["file"];
  // SQLite takes names like these for URIs, with which a database can be in memory, too.
  const isUri = file?.startsWith("file:") || (file?.startsWith(":") && file !== ":memory:");
  if (file === undefined || isUri) {
    throw new Error(
      "must be sqlite:FILE, such as sqlite:data/hotspot.db, or sqlite::memory:, or postgres://…",
    );
  }
  return { engine: "sqlite", file };
}

/** A location for people: without the password. */
export function describeLocation(location: Location): string {
  if (location.engine === "sqlite") return location.file;
  const { hosts, database = "" } = location.target;
  return `PostgreSQL at ${hosts.map(({ host, port }) => `${host}:${port}`).join(",")}/${database}`;
}
