import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";

import { UsageError } from "../usage-error.ts";
import { standardInput } from "./format.ts";

/** A list of users that can be read more than once. */
export interface Source extends AsyncDisposable {
  /** For messages: the path, or `standard input`. */
  readonly name: string;
  /** How large it is, in bytes. */
  readonly size: number;
  /** All of it, from the beginning. */
  read(): AsyncIterable<Buffer>;
  /** Whether it was changed since it was opened. */
  isChanged(): Promise<boolean>;
}

/**
 * Opens a file. What can be read only once, standard input or a pipe, is kept in a temporary file
 * first: only its owner can read that, and it is gone when the process ends, however it ends.
 *
 * @throws UsageError if there is nothing to read
 */
export async function openSource(
  path: string,
  stdin: () => Readable,
  signal: AbortSignal,
): Promise<Source> {
  if (path === standardInput) return sourceOf("standard input", await spool(stdin(), signal));
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    throw new UsageError(`${path}: cannot be read: ${messageOf(error)}`, { cause: error });
  }
  const stat = await file.stat();
  if (stat.isFile()) return sourceOf(path, file);
  await using pipe = file;
  if (stat.isDirectory()) throw new UsageError(`${path}: is a directory: name a file`);
  return sourceOf(path, await spool(pipe.createReadStream({ autoClose: false }), signal));
}

async function sourceOf(name: string, file: FileHandle): Promise<Source> {
  const { size, mtimeMs } = await file.stat();
  return {
    name,
    size,
    read: () => file.createReadStream({ start: 0, autoClose: false }),
    async isChanged() {
      const now = await file.stat();
      return now.size !== size || now.mtimeMs !== mtimeMs;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** A file that only this process can read, and that is gone with it. */
export async function openTemporary(): Promise<FileHandle> {
  const path = join(tmpdir(), `hotspot-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  // Without a name it lasts as long as it is open.
  await unlink(path);
  return file;
}

async function spool(stream: Readable, signal: AbortSignal): Promise<FileHandle> {
  const file = await openTemporary();
  try {
    // Whoever waits for the end of a pipe can be interrupted.
    for await (const chunk of addAbortSignal(signal, stream)) await file.writeFile(chunk);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
