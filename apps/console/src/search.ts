/** Search parameters as the URL has them. */
export type Search = Readonly<Record<string, unknown>>;

/** Plain `name=value` pairs, so that people can read and write an address. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

export function stringifySearch(search: Search): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(pairs).toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether a parameter is set: in an address it is a text, in a link of the console a boolean. */
export const isTrue = (value: unknown): boolean => String(value) === "true";

/** A whole number within bounds, or undefined. */
export function wholeNumber(value: unknown, min: number, max: number): number | undefined {
  if (!/^\d{1,10}$/.test(String(value))) return undefined;
  const number = Number(value);
  return number >= min && number <= max ? number : undefined;
}
