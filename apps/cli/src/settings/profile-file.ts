import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

import type { Environment } from "../streams.ts";
import { UsageError } from "../usage-error.ts";
import { configDirectory } from "./directory.ts";
import { formatProfiles, noProfiles, parseProfiles, type Profiles } from "./profile.ts";

/** The file that holds the profiles, and their secrets. */
export function profileFile(environment: Environment): string {
  return join(configDirectory(environment), "profiles.json");
}

/**
 * Reads the profiles; none where there is no file.
 *
 * @throws UsageError that names the file if it cannot be read
 */
export async function readProfiles(file: string): Promise<Profiles> {
  try {
    return parseProfiles(await readFile(file, "utf8"));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ("code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return noProfiles;
    throw new UsageError(`${file}: ${error.message}; repair it, or remove it and log in again`, {
      cause: error,
    });
  }
}

/** Whether others than its owner may read the file. Windows keeps that elsewhere. */
export async function isReadByOthers(file: string): Promise<boolean> {
  if (process.platform === "win32") return false;
  const { mode } = await stat(file).catch(() => ({ mode: 0 }));
  return (mode & 0o077) !== 0;
}

/**
 * Changes the profiles: what `change` makes of those that are stored takes their place as a whole,
 * and processes that do so at the same time wait for each other. Only the owner can read the file.
 */
export async function updateProfiles(
  file: string,
  change: (profiles: Profiles) => Profiles,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await using _ = await lock(`${file}.lock`);
  const text = formatProfiles(change(await readProfiles(file)));
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Milliseconds after which a lock was left behind by a process that was killed. */
const abandoned = 10_000;

async function lock(path: string): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await (await open(path, "wx", 0o600)).close();
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > abandoned) await rm(path, { force: true });
      else await setTimeout(10 + Math.random() * 20);
    }
  }
}
