/** A record of CSV as far as it has been read. */
export type CsvRecord =
  | { readonly kind: "fields"; readonly fields: readonly string[] }
  /** A quote is open at the end: the record goes on in the next line. */
  | { readonly kind: "open" }
  | { readonly kind: "broken"; readonly problem: string };

/**
 * The fields of a record by RFC 4180: separated by commas; a field in quotes may hold commas, line
 * breaks and, doubled, quotes.
 *
 * @param text a line, or lines with the breaks between them, without the break at the end
 */
export function parseRecord(text: string): CsvRecord {
  const record = text.endsWith("\r") ? text.slice(0, -1) : text;
  if (!record.includes('"')) {
    return record.includes("\r") ? loneReturn : { kind: "fields", fields: record.split(",") };
  }
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] !== '"') {
      const comma = record.indexOf(",", at);
      const field = record.slice(at, comma === -1 ? undefined : comma);
      if (field.includes('"')) return strayQuote;
      if (field.includes("\r")) return loneReturn;
      fields.push(field);
      if (comma === -1) return { kind: "fields", fields };
      at = comma + 1;
      continue;
    }
    let field = "";
    let close = at;
    for (;;) {
      const begin = close + 1;
      close = record.indexOf('"', begin);
      if (close === -1) return { kind: "open" };
      field += record.slice(begin, close);
      if (record[close + 1] !== '"') break;
      field += '"';
      close += 1;
    }
    fields.push(field);
    at = close + 1;
    if (at === record.length) return { kind: "fields", fields };
    if (record[at] !== ",") return strayQuote;
    at += 1;
  }
}

/** An unquoted return is the line end of another system: the lines would become one value. */
const loneReturn: CsvRecord = {
  kind: "broken",
  problem: "has a carriage return without a line feed: end each line by a line feed",
};

const strayQuote: CsvRecord = {
  kind: "broken",
  problem: 'has a quote (") inside a field: put the field in quotes and double those inside',
};
