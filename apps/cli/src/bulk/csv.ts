import { parseRecord } from "./csv-record.ts";
import type { BadRow, Row, RowReader } from "./row.ts";
import { isUserField, problemOf, type UserField, userFields } from "./user-bounds.ts";

/**
 * A record that is longer than this and still goes on has a quote that is never closed. It is many
 * times what two values of the longest take, all characters doubled.
 */
const longestRecord = 8 * 1024;

/**
 * CSV by RFC 4180. The first record is a header where one of its fields is a field of a user; it
 * then names the columns, in any order. Without a header two columns are id and name, and one is
 * the name. An empty field is none; empty lines are skipped.
 */
export function csvReader(): RowReader {
  let columns: readonly UserField[] | undefined;
  /** The lines of a record that has not ended. */
  let begun: { readonly line: number; readonly text: string } | undefined;
  let isLost = false;

  function rowOf(line: number, fields: readonly string[]): Row | undefined {
    if (columns === undefined) {
      const named = fields.some(isUserField);
      const found = named ? headerOf(line, fields) : columnsOf(line, fields);
      if ("problem" in found) {
        columns = [];
        return found;
      }
      columns = found;
      if (named) return undefined;
    }
    // What they are could not be told, which has been said.
    if (columns.length === 0) return undefined;
    if (fields.length !== columns.length) {
      const count = fields.length === 1 ? "1 field" : `${fields.length} fields`;
      return { line, problem: `has ${count} where the first line has ${columns.length}` };
    }
    const user: Record<string, string> = {};
    for (const [index, column] of columns.entries()) {
      const field = fields[index];
      if (field) user[column] = field;
    }
    const problem = problemOf(user);
    return problem === undefined ? { line, user } : { line, problem };
  }

  /** From here on nobody can tell what is inside quotes and what is not. */
  function unclosed(line: number): BadRow {
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
      if (record.kind === "fields") return rowOf(line, record.fields);
      if (record.kind === "broken") return { line, problem: record.problem };
      if (whole.length > longestRecord) return unclosed(line);
      begun = { line, text: whole };
      return undefined;
    },
    end: () => (begun === undefined ? undefined : unclosed(begun.line)),
  };
}

function headerOf(line: number, names: readonly string[]): readonly UserField[] | BadRow {
  const columns = names.filter(isUserField);
  const unknown = names.find((name) => !isUserField(name));
  if (unknown !== undefined) {
    return { line, problem: `${unknown}: is an unknown column; ${knownColumns}` };
  }
  if (new Set(columns).size === columns.length) return columns;
  return { line, problem: `names a column twice; ${knownColumns}` };
}

function columnsOf(line: number, { length, 0: only }: readonly string[]) {
  if (length > userFields.length) {
    return { line, problem: `has ${length} columns and no header; ${knownColumns}` };
  }
  const separator = /^user_(?:id|name)([;\t|])/.exec(only ?? "")?.[1];
  if (length === 1 && separator !== undefined) {
    return { line, problem: `separates columns by ${JSON.stringify(separator)}: use a comma` };
  }
  return length === 1 ? (["user_name"] as const) : (["user_id", "user_name"] as const);
}

const knownColumns = `there are ${userFields.join(" and ")}`;
