import { readFileSync } from "node:fs";

/** What a peer is told to answer, and whom. */
export interface Given {
  readonly token: string;
  /** Headers of every answer, but those that node:http writes itself. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads it from the file that the bench named on the command line. */
export function given(): Given {
  const file = process.argv[2];
  if (file === undefined) throw new Error("the file with what to answer is missing");
  return JSON.parse(readFileSync(file, "utf8"));
}
