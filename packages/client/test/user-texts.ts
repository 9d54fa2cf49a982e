import { type UserInfo, userInfoBounds } from "@hotspot-session/types";
import fc from "fast-check";

import { readUsers as readList, type UserFileFormat } from "../src/user-files/index.ts";
import type { Row } from "../src/user-files/row.ts";

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
  format: UserFileFormat,
  pieces = 64 * 1024,
): Promise<Row[]> {
  const { users, lines, problems } = await readList(inPieces(content, pieces), format);
  const rows = users.map((user, index): Row => ({ line: lines[index] ?? 0, user }));
  return [...rows, ...problems].toSorted((one, other) => one.line - other.line);
}

/** A stream of a text, as a file is read in chunks. */
export async function* inPieces(content: string | Uint8Array, size: number) {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The same where all is well. */
export async function readUsers(content: string, format: UserFileFormat, pieces?: number) {
  const rows = await read(content, format, pieces);
  return rows.map((row) => row.user ?? row);
}
