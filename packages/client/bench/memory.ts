import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The heap while all users of a configuration are iterated over. */
export interface Memory {
  readonly users: number;
  readonly seconds: number;
  /** Bytes in use, after garbage collection, when a tenth of the users had come. */
  readonly atTenth: number;
  /** The same when the last had come. */
  readonly atEnd: number;
}

/** Iterates over so many users, in pages of 100. */
export async function measureMemory(users: number): Promise<Memory> {
  const program = fileURLToPath(new URL("memory-process.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(users)]);
  return JSON.parse(stdout);
}
