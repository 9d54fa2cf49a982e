import type { Tone } from "../tone.ts";

/** A column of a table. */
export interface Column<Entry> {
  /** In capitals. */
  readonly title: string;
  /** Numbers line up at their right end; text is shortened where the terminal is too narrow. */
  readonly align?: "left" | "right";
  readonly cell: (entry: Entry) => string;
  readonly tone?: (entry: Entry) => Tone | undefined;
}

/** How to show entries of a kind: to people by columns, to programs by the fields of the wire. */
export interface Shape<Entry> {
  readonly columns: readonly Column<Entry>[];
  /** The columns of CSV, in this order. JSON and YAML have all that the entry has. */
  readonly fields: readonly (keyof Entry & string)[];
}
