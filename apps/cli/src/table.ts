import { printable } from "./text.ts";

export interface Column {
  readonly title: string;
  /** Numbers line up at their right end. */
  readonly align?: "left" | "right";
}

/** Rows below their titles, two spaces between columns, each line ended by a line feed. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, index) =>
    Math.max(...cells.map((row) => row[index]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    columns
      .map(({ align }, index) => {
        const [cell = "", width = 0] = [row[index], widths[index]];
        return align === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join("");
}
