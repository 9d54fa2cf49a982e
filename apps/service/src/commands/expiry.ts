const unit = { h: 3_600_000, d: 86_400_000 } as const;

/**
 * When something expires: `30d` or `12h` from now, or a date (its first moment, UTC), or a date and
 * time with its offset.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970
 * @throws an Error that says what it must be
 */
export function parseExpiry(text: string, now: number): number {
  const expiry = durationFrom(text, now) ?? moment(text);
  if (expiry === undefined) {
    throw new Error("must be like 30d, 12h, 2030-01-31 or 2030-01-31T18:00:00Z");
  }
  if (expiry <= now) throw new Error("must be in the future");
  return expiry;
}

function durationFrom(text: string, now: number): number | undefined {
  // A hundred years and more: beyond that it was meant to last.
  const { count, per } = /^(?<count>\d{1,5})(?<per>[hd])$/.exec(text)?.groups ?? {};
  if (count === undefined) return undefined;
  return now + Number(count) * (per === "h" ? unit.h : unit.d);
}

function moment(text: string): number | undefined {
  const form = /^(?<date>\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;
  const date = form.exec(text)?.groups?.["date"];
  if (date === undefined) return undefined;
  // Date takes the 31st of February for a day in March.
  const day = new Date(date);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(date)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
