/**
 * The headers, which replace those in `defaults` of the same name in any case.
 *
 * @throws TypeError if HTTP does not allow them; it repeats no value, which may be a secret
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
