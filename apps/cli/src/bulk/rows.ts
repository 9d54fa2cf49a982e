import type { Format } from "./format-names.ts";
import { rowReaders } from "./format.ts";
import { linesOf, UnreadableLineError } from "./lines.ts";
import type { Row } from "./row.ts";

/** What came of one chunk of a file. */
export interface Rows {
  readonly rows: readonly Row[];
  /** How many bytes of the file have been read by now. */
  readonly bytes: number;
}

/** Every user of a text, and every problem, in the order of the lines. Never throws for its content. */
export async function* rowsOf(
  bytes: AsyncIterable<Buffer>,
  format: Format,
): AsyncGenerator<Rows, void, void> {
  const reader = rowReaders[format]();
  let read = 0;
  async function* counted() {
    for await (const chunk of bytes) {
      read += chunk.length;
      yield chunk;
    }
  }
  try {
    for await (const { first, texts } of linesOf(counted())) {
      const rows: Row[] = [];
      for (const [index, text] of texts.entries()) {
        const line = first + index;
        const row = text === undefined ? { line, problem: notUtf8 } : reader.line(text, line);
        if (row !== undefined) rows.push(row);
      }
      yield { rows, bytes: read };
    }
    const last = reader.end();
    if (last !== undefined) yield { rows: [last], bytes: read };
  } catch (error) {
    if (!(error instanceof UnreadableLineError)) throw error;
    yield { rows: [{ line: error.line, problem: error.message }], bytes: read };
  }
}

const notUtf8 = "is not in UTF-8: save the file as UTF-8";
