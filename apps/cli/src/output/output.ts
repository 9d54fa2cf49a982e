import { type Environment, hasColour, type Streams } from "../streams.ts";
import type { Shape } from "./shape.ts";

export const formats = ["table", "json", "ndjson", "csv", "yaml", "spreadsheet"] as const;
export type Format = (typeof formats)[number];

/** Text for some entries. They are many: the parts are asked for one after the other. */
export interface Writer<Entry> {
  /** How many entries to hand over at a time; a table finds the width of its columns in the first. */
  readonly batch: number;
  /** The text of these entries; `isFirst` where there were none before. */
  readonly some: (entries: readonly Entry[], isFirst: boolean) => string | Promise<string>;
  /** What stands before everything else. */
  readonly begin?: string;
  /** What follows the last. */
  readonly end: (count: number) => string;
  /** The text of an entry that is the whole answer. */
  readonly one: (entry: Entry) => string | Promise<string>;
}

/** What a writer may know of the place it writes to. */
export interface Place {
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
  /** How many columns a line has; undefined where lines may have any length. */
  readonly width: number | undefined;
}

/** Where data goes. */
export type Output = ReturnType<typeof outputTo>;

export function outputTo({ out }: Streams, environment: Environment, format: Format = "table") {
  const place: Place = {
    isTerminal: out.isTTY === true,
    isColoured: hasColour(out, environment),
    width: out.isTTY === true ? out.columns || undefined : undefined,
  };
  return {
    format,
    /** Writes entries as they come. @returns how many there were */
    async list<Entry extends object>(
      shape: Shape<Entry>,
      entries: Iterable<Entry> | AsyncIterable<Entry>,
    ): Promise<number> {
      const writer = await writerOf(format, shape, place);
      await out.write(writer.begin ?? "");
      let count = 0;
      let held: Entry[] = [];
      for await (const entry of entries) {
        if (held.push(entry) < writer.batch) continue;
        await out.write(await writer.some(held, count === 0));
        count += held.length;
        held = [];
      }
      if (held.length > 0) await out.write(await writer.some(held, count === 0));
      count += held.length;
      await out.write(writer.end(count));
      return count;
    },
    /** Writes one entry that is the whole answer. */
    async one<Entry extends object>(shape: Shape<Entry>, entry: Entry): Promise<void> {
      const writer = await writerOf(format, shape, place);
      await out.write((writer.begin ?? "") + (await writer.one(entry)));
    },
    /** Writes text as it is. */
    text: out.write,
  };
}

/** Only the format in use is loaded. */
async function writerOf<Entry extends object>(
  format: Format,
  shape: Shape<Entry>,
  place: Place,
): Promise<Writer<Entry>> {
  switch (format) {
    case "table":
      return (await import("./table.ts")).tableWriter(shape, place);
    case "csv":
      return (await import("./csv.ts")).csvWriter(shape, place);
    case "spreadsheet":
      return (await import("./csv.ts")).spreadsheetWriter(shape, place);
    case "json":
      return (await import("./json.ts")).jsonWriter();
    case "ndjson":
      return (await import("./json.ts")).ndjsonWriter();
    case "yaml":
      return (await import("./yaml.ts")).yamlWriter();
  }
}
