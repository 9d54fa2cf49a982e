import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A line of code written for the last release that no longer compiles, and is marked as such. */
export interface MarkedBreak {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** The folder of the package whose user it is. */
  readonly folder: string;
  readonly reason: string;
}

/** A comment that is a whole line; text that only mentions the mark is none. */
const mark = /^\s*\/\/ @ts-expect-error\b\s*(.*)/;

/**
 * The breaks that are marked in code as users of the last release may have written it. The compiler
 * checks the marks: it refuses one too many and one too few.
 */
export function markedBreaks(root: string): readonly MarkedBreak[] {
  const files = globSync("packages/*/compat/released/*.ts", { cwd: root }).toSorted();
  return files.flatMap((file) => {
    const lines = readFileSync(join(root, file), "utf8").split("\n");
    return lines.flatMap((text, index): readonly MarkedBreak[] => {
      const [, reason] = mark.exec(text) ?? [];
      if (reason === undefined) return [];
      const folder = file.split("/").slice(0, 2).join("/");
      return [{ file, line: index + 1, folder, reason }];
    });
  });
}
