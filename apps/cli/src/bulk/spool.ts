import type { FileHandle } from "node:fs/promises";

import { linesOf } from "./lines.ts";
import { openTemporary } from "./source.ts";

/** Entries that are many, kept in a temporary file that only this process can read. */
export interface Spool<Entry> extends AsyncDisposable {
  readonly size: number;
  /** Entries are kept in the order in which this is called; wait before the next. */
  add(entry: Entry): Promise<void> | undefined;
  /** All that were added, from the first. */
  entries(): AsyncGenerator<Entry, void, void>;
}

/** How many characters are held before they are written. */
const held = 64 * 1024;

/** @param read checks what comes back, which this process alone has written */
export async function openSpool<Entry extends object>(
  read: (value: unknown) => Entry,
): Promise<Spool<Entry>> {
  const file: FileHandle = await openTemporary();
  let size = 0;
  let text = "";

  async function flush(): Promise<void> {
    const whole = text;
    text = "";
    await file.writeFile(whole);
  }

  return {
    get size() {
      return size;
    },
    add(entry) {
      size += 1;
      text += `${JSON.stringify(entry)}\n`;
      return text.length < held ? undefined : flush();
    },
    async *entries() {
      if (text !== "") await flush();
      const bytes = file.createReadStream({ start: 0, autoClose: false });
      for await (const { texts } of linesOf(bytes)) {
        for (const line of texts) yield read(JSON.parse(line ?? ""));
      }
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}
