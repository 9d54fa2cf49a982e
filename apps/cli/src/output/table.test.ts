import stringWidth from "string-width";
import { describe, expect, it } from "vitest";

import type { Place } from "./output.ts";
import type { Shape } from "./shape.ts";
import { tableWriter } from "./table.ts";

interface Entry {
  readonly name: string;
  readonly count: number;
}

const shape: Shape<Entry> = {
  columns: [
    { title: "NAME", cell: ({ name }) => name },
    { title: "COUNT", align: "right", cell: ({ count }) => String(count), tone: () => "good" },
  ],
  fields: ["name", "count"],
};
const file: Place = { isTerminal: false, isColoured: false, width: undefined };
const tableOf = async (entries: readonly Entry[], place: Place) =>
  tableWriter(shape, place).some(entries, true);

describe("a table", () => {
  it("lines up what takes two cells, one or none", async () => {
    const names = ["名前", "name", "e\u0301te\u0301", "👩‍👩‍👧‍👦!"];
    const text = await tableOf(
      names.map((name) => ({ name, count: 7 })),
      file,
    );
    const lines = text.split("\n");
    expect(lines.slice(0, -1).map((line) => stringWidth(line))).toEqual([11, 11, 11, 11, 11]);
  });

  it("shortens columns of text to the width of the terminal, between characters", async () => {
    const entries = [
      { name: "名".repeat(20), count: 1 },
      { name: "n".repeat(40), count: 22 },
    ];
    expect(await tableOf(entries, { ...file, isTerminal: true, width: 20 })).toBe(
      ["NAME           COUNT\n", "名名名名名名…      1\n", "nnnnnnnnnnnn…     22\n"].join(""),
    );
    expect(await tableOf(entries, file)).toContain("n".repeat(40));
  });

  it("keeps something of each column in a terminal too narrow for it", async () => {
    const narrow = { ...file, isTerminal: true, width: 5 };
    expect(await tableOf([{ name: "another name", count: 1 }], narrow)).toBe(
      "NAME      COUNT\nanother…      1\n",
    );
  });

  it("colours cells, and not the space around them", async () => {
    const coloured = { ...file, isTerminal: true, isColoured: true };
    expect(await tableOf([{ name: "a", count: 1 }], coloured)).toBe(
      "\u001b[1mNAME\u001b[22m  \u001b[1mCOUNT\u001b[22m\na         \u001b[32m1\u001b[39m\n",
    );
  });

  it("goes on in the same columns", async () => {
    const { some } = tableWriter(shape, file);
    expect(await some([{ name: "first", count: 1 }], true)).toBe("NAME   COUNT\nfirst      1\n");
    expect(await some([{ name: "a", count: 2 }], false)).toBe("a          2\n");
  });
});
