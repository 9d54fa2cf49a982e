import type { UserInfo } from "@hotspot-session/types";

import { userFields } from "./user-bounds.ts";

/** How users may be written. A spreadsheet gets CSV of which no cell is a formula. */
export type UserFileOutput = "csv" | "ndjson" | "spreadsheet";

/** How many users make one piece of text. */
const batch = 100;

/**
 * The text of a file of users, in pieces. {@link readUsers} reads CSV and NDJSON back as the same
 * users; of the form for spreadsheets it refuses the cells that were changed.
 */
export async function* writeUsers(
  users: Iterable<UserInfo> | AsyncIterable<UserInfo>,
  output: UserFileOutput,
): AsyncGenerator<string, void, void> {
  const cellOf = output === "csv" ? csvCell : spreadsheetCell;
  const lineOf = (user: UserInfo) =>
    output === "ndjson"
      ? `${JSON.stringify(user)}\n`
      : `${userFields.map((field) => cellOf(user[field] ?? "")).join(",")}\n`;
  // The mark tells a spreadsheet that it is UTF-8.
  let text = output === "spreadsheet" ? byteOrderMark : "";
  if (output !== "ndjson") text += `${userFields.join(",")}\n`;
  let count = 0;
  for await (const user of users) {
    text += lineOf(user);
    if ((count += 1) % batch !== 0) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

export const byteOrderMark = "\uFEFF";

/** A cell of CSV, in quotes where RFC 4180 has them, or where it would be read as one for spreadsheets. */
export function csvCell(text: string): string {
  return quoted(text, /[",\r\n]|^'[=+\-@\t]/.test(text));
}

/** A cell for Excel and the like, which take it for text and never for a formula. */
export function spreadsheetCell(text: string): string {
  const cell = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return quoted(cell, /[",\r\n]/.test(cell));
}

const quoted = (text: string, isNeeded: boolean) =>
  isNeeded ? `"${text.replaceAll('"', '""')}"` : text;
