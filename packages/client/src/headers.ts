/**
 * The headers, each over those in `defaults`, whatever the case of its name. What is wrong is told
 * in words that do not repeat a value: it may be a secret.
 *
 * @throws TypeError where HTTP does not allow them
 */
export function checkHeaders(
  headers: Readonly<Record<string, string>> = {},
  defaults: Readonly<Record<string, string>> = {},
): Headers {
  try {
    const merged = new Headers(defaults);
    for (const [name, value] of Object.entries(headers)) merged.set(name, value);
    return merged;
  } catch {
    throw new TypeError("headers: a name or a value has characters that HTTP does not allow");
  }
}
