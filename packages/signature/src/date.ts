/** `20260801T093000Z`: in UTC, to the second. */
export function formatDate(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

/** Milliseconds since 1970; undefined where the text is not a date in the form of `X-Sdk-Date`. */
export function parseDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  // February 30 parses as March 2.
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}
