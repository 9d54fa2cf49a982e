import { parseRecord } from "./csv-record.ts";
import { looksLikeHeader } from "./header.ts";
import { type Row, type RowReader, rowOf, userOf } from "./row.ts";
import { isUserField, type UserField, userFields } from "./user-bounds.ts";

/**
 * A record that is longer than this and still goes on has a quote that is never closed. It is many
 * times what two values of the longest take, all characters doubled.
 */
const longestRecord = 8 * 1024;

const knownColumns = `the columns are ${userFields.join(" and ")}`;

/**
 * CSV by RFC 4180. The first record is a header where one of its fields is a field of a user; it
 * then names the columns, in any order. Without a header two columns are id and name, and one is
 * the name. An empty field is absent; empty lines are skipped. What looks like another header, or
 * like another separator, is refused: it would become wrong users.
 */
export function csvReader(): RowReader {
  let columns: readonly UserField[] | undefined;
  let hasHeader = false;
  /** The lines of a record that has not ended. */
  let begun: { readonly line: number; readonly text: string } | undefined;
  let isLost = false;

  function read(line: number, fields: readonly string[], text: string): Row | undefined {
    if (columns === undefined) {
      hasHeader = fields.some(isUserField);
      const found = hasHeader ? columnsOfHeader(fields) : columnsOfFirst(fields, text);
      if (typeof found === "string") {
        // Nothing after it can be understood.
        isLost = true;
        return { line, problem: found };
      }
      columns = found;
      if (hasHeader) return undefined;
    }
    if (fields.length !== columns.length) {
      const count = fields.length === 1 ? "1 field" : `${fields.length} fields`;
      return { line, problem: `has ${count} where the first line has ${columns.length}` };
    }
    const separator = hasHeader || columns.length > 1 ? undefined : separatorIn(text);
    if (separator !== undefined) return { line, problem: otherSeparator(separator) };
    const unquoted = text.replaceAll(/"[^"]*"/g, '""');
    if (/(?:^|,)'[=+\-@\t]/.test(unquoted)) return { line, problem: ofSpreadsheet };
    // `Lee, Ann` is a name more often than an id and a name that begins with a space.
    if (!hasHeader && /(?:^|,) /.test(unquoted)) return { line, problem: leadingSpace };
    const field = (column: UserField) => fields[columns?.indexOf(column) ?? -1];
    return rowOf(line, userOf(field("user_id"), field("user_name")));
  }

  /** From here on it is not known what is inside quotes and what is not. */
  function unclosed(line: number): Row {
    isLost = true;
    begun = undefined;
    return {
      line,
      problem: 'opens a quote (") that is not closed; the lines after it were not read',
    };
  }

  return {
    line(text, number) {
      if (isLost) return undefined;
      if (begun === undefined && (text === "" || text === "\r")) return undefined;
      const { line } = begun ?? { line: number };
      const whole = begun === undefined ? text : `${begun.text}\n${text}`;
      begun = undefined;
      const record = parseRecord(whole);
      if (record.kind === "fields") return read(line, record.fields, whole);
      if (record.kind === "broken") return { line, problem: record.problem };
      if (whole.length > longestRecord) return unclosed(line);
      begun = { line, text: whole };
      return undefined;
    },
    end: () => (begun === undefined ? undefined : unclosed(begun.line)),
  };
}

/** The columns that a header names, or what is wrong with it. */
function columnsOfHeader(names: readonly string[]): readonly UserField[] | string {
  const columns = names.filter(isUserField);
  const unknown = names.find((name) => !isUserField(name));
  if (unknown !== undefined) return `${unknown}: is an unknown column; ${knownColumns}`;
  return new Set(columns).size === columns.length
    ? columns
    : `names a column twice; ${knownColumns}`;
}

/** The columns of a file without a header, or why its first record cannot be a user. */
function columnsOfFirst(fields: readonly string[], text: string): readonly UserField[] | string {
  const separator = fields.length === 1 ? separatorIn(text) : undefined;
  if (separator !== undefined) return otherSeparator(separator);
  if (looksLikeHeader(text)) {
    return `looks like a header, and ${knownColumns}: name them so; or, if it is a user, put a header above it`;
  }
  if (fields.length > userFields.length) {
    return `has ${fields.length} columns and no header; ${knownColumns}`;
  }
  return fields.length === 1 ? ["user_name"] : ["user_id", "user_name"];
}

const ofSpreadsheet =
  "begins with ' as a formula in a file for spreadsheets: take it out; or, if it is part of a name, put the name in quotes";

const leadingSpace =
  "has a space before a field: leave it out; or, if it or the comma is part of a name, put the name in quotes";

/** Another character that may separate the columns of a record that has but one. */
const separatorIn = (text: string) => (text.startsWith('"') ? undefined : /[;\t|]/.exec(text)?.[0]);

const otherSeparator = (separator: string) =>
  `seems to separate columns by ${JSON.stringify(separator)}: use a comma; or, if it is part of a name, put the name in quotes`;
