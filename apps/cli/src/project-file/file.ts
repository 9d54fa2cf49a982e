import { randomUUID } from "node:crypto";
import { access, constants, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { text as textOf } from "node:stream/consumers";

import { standardInput } from "../bulk/user-list.ts";
import type { Context } from "../context.ts";
import { messageOf } from "../text.ts";
import { UsageError } from "../usage-error.ts";
import type { Insertion } from "./document.ts";

/** Characters at most: a file is held with all its parts. Longer lists of users have their own files. */
export const longestFile = 2 * 1024 * 1024;

/** A file of configurations, into which ids are written. */
export class ProjectFile {
  readonly path: string;
  #text: string;
  /** How much longer it has become before the entries that have no id yet. */
  #added = 0;

  constructor(path: string, text: string) {
    this.path = path;
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** @throws UsageError where an id could not be written into the file later */
  async checkWritable(): Promise<void> {
    const why = "an entry has no id, which is written into the file once it is created";
    if (this.path === standardInput) throw new UsageError(`${why}: give a file`);
    const folder = dirname(await realpath(this.path));
    await access(folder, constants.W_OK).catch((error: unknown) => {
      throw new UsageError(`${why}: ${messageOf(error)}`);
    });
  }

  /**
   * Writes an id into the file, in the order of its entries. Nothing else in it changes.
   *
   * @throws Error where the file was changed by another program, or cannot be written
   */
  async insert({ offset, textOf: insertedOf }: Insertion, id: string): Promise<void> {
    const inserted = insertedOf(id);
    const at = offset + this.#added;
    if ((await readFile(this.path, "utf8")) !== this.#text) {
      throw new Error("another program has changed it");
    }
    this.#text = this.#text.slice(0, at) + inserted + this.#text.slice(at);
    this.#added += inserted.length;
    await replace(await realpath(this.path), this.#text);
  }
}

/** @throws UsageError if the file cannot be read, or is too long */
export async function readProjectFile(
  path: string,
  { streams }: Pick<Context, "streams">,
): Promise<ProjectFile> {
  const tooLong = `${path}: is longer than ${longestFile / 2 ** 20} MiB: keep long lists in files of their own (users_file)`;
  try {
    // In bytes there are at least as many.
    const size = path === standardInput ? 0 : (await stat(path)).size;
    if (size > 4 * longestFile) throw new UsageError(tooLong);
    const text = await (path === standardInput ? textOf(streams.in) : readFile(path, "utf8"));
    if (text.length > longestFile) throw new UsageError(tooLong);
    return new ProjectFile(path, text);
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    throw new UsageError(`${path}: cannot be read: ${error.message}`, { cause: error });
  }
}

/** A reader finds the old text or the new one, also where the process ends in between. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const handle = await open(draft, "wx", (await stat(path)).mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
