import { PassThrough, Readable } from "node:stream";

import fc from "fast-check";
import type { UserInfo } from "@hotspot-session/client";
import { userInfoBounds } from "@hotspot-session/client/bounds";

import type { Format } from "../../src/bulk/format.ts";
import type { Row } from "../../src/bulk/row.ts";
import { readUsers as readList } from "../../src/bulk/user-list.ts";
import { sinkOf } from "../../src/streams.ts";

const { maxLength } = userInfoBounds.properties.user_name;

/** Text that a user may have, and a writer of files may stumble over. */
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength, unit: "grapheme-ascii" }),
  fc.string({
    minLength: 1,
    maxLength: 20,
    unit: fc.constantFrom(
      '"',
      ",",
      "\n",
      "\r",
      "\r\n",
      " ",
      ";",
      "'",
      "a",
      "é",
      "\u2028",
      "😀",
      "\uFEFF",
      "\t",
    ),
  }),
);
// What headers are made of is refused in the first record, as is documented.
const field = text.filter(
  (one) =>
    one.length <= maxLength &&
    !/^\s*[#[{]/.test(one) &&
    !/id|name|user|account|login|mail|sep|address/i.test(one.replaceAll(/[^a-z]/gi, "")),
);

/** Any user that the contract allows. */
export const anyUser: fc.Arbitrary<UserInfo> = fc.oneof(
  fc.record({ user_id: field, user_name: field }),
  fc.record({ user_id: field }),
  fc.record({ user_name: field }),
);

/** A name that can be written on a line of its own. */
export const anyLine = field.filter((one) => !/[\n\r\t]|^\uFEFF/.test(one));

/** All that comes of a text that is read in pieces of this size, in the order of its lines. */
export async function read(
  content: string | Buffer,
  format: Format,
  pieces = 64 * 1024,
): Promise<Row[]> {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, n) =>
    bytes.subarray(n * pieces, (n + 1) * pieces),
  );
  const streams = { in: Readable.from(chunks), out: sink, err: sink };
  const { signal } = new AbortController();
  const { users, places, problems } = await readList("-", format, { streams, signal });
  const rows = users.map((user, index): Row => ({ line: places[index] ?? 0, user }));
  return [...rows, ...problems].toSorted((one, other) => one.line - other.line);
}

const sink = sinkOf(new PassThrough(), String);

/** The same where all is well. */
export async function readUsers(content: string, format: Format, pieces?: number) {
  const rows = await read(content, format, pieces);
  return rows.map((row) => row.user ?? row);
}
