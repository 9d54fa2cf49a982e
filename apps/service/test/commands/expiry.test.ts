import { expect, it } from "vitest";

import { parseExpiry } from "../../src/commands/expiry.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const expiry = (text: string) => new Date(parseExpiry(text, now)).toISOString();

it.each([
  ["30d", "2026-12-22T12:00:00.000Z"],
  ["12h", "2026-11-23T00:00:00.000Z"],
  ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ["2027-01-31T18:00Z", "2027-01-31T18:00:00.000Z"],
  ["2027-01-31T18:00:30.5+02:00", "2027-01-31T16:00:30.500Z"],
])("an expiry of %s is %s", (text, time) => {
  expect(expiry(text)).toBe(time);
});

const noTimes = ["2027-02-29", "2027-13-01", "2027-01-31T25:00Z", "2027-01-31T18:00"];
it.each(["", "30", "d", "1.5d", "-1d", "30D", "999999d", "30d ", "2027-1-31", ...noTimes])(
  "an expiry is no %j",
  (text) => {
    expect(() => expiry(text)).toThrow("must be like 30d, 12h, 2030-01-31");
  },
);

it.each(["0d", "2026-11-22", "2026-11-22T12:00:00Z", "0001-01-01"])(
  "an expiry is not in the past, or now: %s",
  (text) => {
    expect(() => expiry(text)).toThrow("must be in the future");
  },
);
