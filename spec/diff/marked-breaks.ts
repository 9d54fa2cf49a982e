import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A line of the last release's user that does not compile any more, and is marked as such. */
export interface MarkedBreak {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** The folder of the package whose user it is. */
  readonly folder: string;
  readonly reason: string;
}

/** Where the code is that users of the last release may have written. */
export const releasedConsumers = "packages/*/compat/released/*.ts";

/** A comment of its own; where one is only spoken of, nothing is marked. */
const mark = /^\s*\/\/ @ts-expect-error\b\s*(.*)/;

/**
 * The breaks that are marked in the code of the last release's users. That the marks are the right
 * ones is the compiler's to say: it refuses one too many and one too few.
 */
export async function markedBreaks(root: string): Promise<readonly MarkedBreak[]> {
  const files = globSync(releasedConsumers, { cwd: root }).toSorted();
  const found = await Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(join(root, file), "utf8")).split("\n");
      return lines.flatMap((text, index): readonly MarkedBreak[] => {
        const [, reason] = mark.exec(text) ?? [];
        if (reason === undefined) return [];
        const folder = file.split("/").slice(0, 2).join("/");
        return [{ file, line: index + 1, folder, reason }];
      });
    }),
  );
  return found.flat();
}
