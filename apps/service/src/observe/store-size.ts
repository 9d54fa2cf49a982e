import { statSync } from "node:fs";

/** Bytes on disk of a SQLite file with its write-ahead log. */
export const storeSize = (file: string): number =>
  statSync(file).size + (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0);
