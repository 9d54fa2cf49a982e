/** A request as it arrived. */
export interface HttpRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query, as on the wire. */
  readonly target: string;
  /** By lower-case name; of repeated ones what Node makes of them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, as on the wire. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** An answer as it is to be sent. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, in the order and case to be sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** Raw names and values in turn → values by lower-case name, repeated ones joined as HTTP has it. */
export function headersByName(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of headerPairs(rawHeaders)) {
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  return headers;
}

/** Raw names and values in turn, without the headers of these lower-case names. */
export function withoutHeaders(
  rawHeaders: readonly string[],
  dropped: ReadonlySet<string>,
): string[] {
  return headerPairs(rawHeaders)
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .flat();
}

function headerPairs(rawHeaders: readonly string[]): (readonly [name: string, value: string])[] {
  return Array.from(
    { length: rawHeaders.length / 2 },
    (_, pair) => [rawHeaders[pair * 2] ?? "", rawHeaders[pair * 2 + 1] ?? ""] as const,
  );
}
