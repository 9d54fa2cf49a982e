import fc from "fast-check";
import type { UserInfo } from "@hotspot-session/client";
import { userInfoBounds } from "@hotspot-session/client/bounds";

import type { Format } from "../../src/bulk/format-names.ts";
import type { Row } from "../../src/bulk/row.ts";
import { rowsOf } from "../../src/bulk/rows.ts";

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
// A field that is one of the names of fields makes its row a header, as is documented.
const field = text.filter((one) => one.length <= maxLength && !/^user_(id|name)/.test(one));

/** Any user that the contract allows. */
export const anyUser: fc.Arbitrary<UserInfo> = fc.oneof(
  fc.record({ user_id: field, user_name: field }),
  fc.record({ user_id: field }),
  fc.record({ user_name: field }),
);

/** A name that can be written on a line of its own. */
export const anyLine = field.filter((one) => !/[\n\r]|^\uFEFF/.test(one));

/** The bytes in pieces of this size, as a file or a pipe may hand them over. */
export async function* piecesOf(content: string | Buffer, size: number) {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** All that comes of a text. */
export async function read(
  content: string | Buffer,
  format: Format,
  pieces = 64 * 1024,
): Promise<Row[]> {
  const found: Row[] = [];
  for await (const { rows } of rowsOf(piecesOf(content, pieces), format)) found.push(...rows);
  return found;
}

/** The same where all is well. */
export async function readUsers(content: string, format: Format, pieces?: number) {
  const rows = await read(content, format, pieces);
  return rows.map((row) => row.user ?? row);
}
