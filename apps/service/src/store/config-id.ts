import { randomBytes } from "node:crypto";

/**
 * The id of a new configuration: a UUID of version 7 without hyphens, which sorts after `last`, also
 * where the clock was set back or several are made in a millisecond (RFC 9562, 6.2, method 1: a
 * counter in the twelve bits after the version).
 *
 * @param last the highest id so far that it must sort after
 * @param now milliseconds since 1970
 */
export function nextConfigId(last: string | undefined, now: number): string {
  const random = randomBytes(10);
  let time = now;
  // Half of its range at most, so that it can be counted up.
  let counter = random.readUInt16BE() & 0x7ff;
  const lastTime = last === undefined ? -1 : Number.parseInt(last.slice(0, 12), 16);
  if (last !== undefined && lastTime >= now) {
    time = lastTime;
    counter = Number.parseInt(last.slice(13, 16), 16) + 1;
    if (counter > 0xfff) [time, counter] = [lastTime + 1, 0];
  }
  const tail = random.subarray(2);
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  return hex(time, 12) + "7" + hex(counter, 3) + tail.toString("hex");
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
