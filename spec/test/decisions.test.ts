import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

const text = await readFile(new URL("../DECISIONS.md", import.meta.url), "utf8");
const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

describe("the decisions (edit spec/DECISIONS.md)", () => {
  const anchors = all(/^<a id="([\w-]+)"><\/a>$/gm);
  const titles = all(/^### (.+)$/gm);

  it("are numbered from 1, each with its own anchor", () => {
    expect(titles.map((title) => Number.parseInt(title ?? "", 10))).toEqual(
      titles.map((_title, index) => index + 1),
    );
    expect(new Set(anchors).size).toBe(titles.length);
  });

  it("are all in the table of contents, in their order", () => {
    const contents = [...text.matchAll(/^ {2}- \[(.+)\]\(#([\w-]+)\)$/gm)];
    expect(contents.map(([, title]) => title)).toEqual(titles);
    expect(contents.map(([, , anchor]) => anchor)).toEqual(anchors);
  });

  it("each say what the pages say, what was chosen and why", () => {
    for (const decision of text.split(/^### /m).slice(1)) {
      expect(decision).toMatch(
        /^- \*\*The pages:\*\* \S.*\n- \*\*Decision:\*\* \S.*\n- \*\*Why:\*\* \S/m,
      );
    }
  });

  it("link to what is there", () => {
    const missing = all(/\]\(#([\w-]+)\)/g).filter((anchor) => !anchors.includes(anchor));
    expect(missing).toEqual([]);
  });
});
