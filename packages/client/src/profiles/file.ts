import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { configDirectory, type Environment } from "./directory.ts";
import {
  formatProfiles,
  noProfiles,
  parseProfiles,
  ProfileError,
  type Profiles,
} from "./format.ts";

/** The file that holds the profiles, and their secrets. */
export function profileFile(environment: Environment): string {
  return join(configDirectory(environment), "profiles.json");
}

/**
 * Reads the profiles; none where there is no file.
 *
 * @throws ProfileError that names the file if it cannot be read
 */
export async function readProfiles(environment: Environment = process.env): Promise<Profiles> {
  const file = profileFile(environment);
  try {
    return parseProfiles(await readFile(file, "utf8"));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ("code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return noProfiles;
    throw new ProfileError(`${file}: ${error.message}; repair it, or remove it and log in again`, {
      cause: error,
    });
  }
}

/** A sentence for people where others than its owner may read the file. Windows keeps that elsewhere. */
export async function profileWarning(
  environment: Environment = process.env,
): Promise<string | undefined> {
  if (process.platform === "win32") return undefined;
  const file = profileFile(environment);
  const { mode } = await stat(file).catch(() => ({ mode: 0 }));
  if ((mode & 0o077) === 0) return undefined;
  return `Others can read ${file}, which holds secrets: chmod 600 it.`;
}

/**
 * Changes the profiles: what `change` makes of those that are stored takes their place as a whole,
 * and processes that do so at the same time wait for each other. Only the owner can read the file.
 *
 * @throws ProfileError if the file cannot be read
 * @throws what `change` throws; then nothing changes
 */
export async function updateProfiles(
  change: (profiles: Profiles) => Profiles,
  environment: Environment = process.env,
): Promise<void> {
  const file = profileFile(environment);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const lockFile = `${file}.lock`;
  await lock(lockFile);
  try {
    await replace(file, formatProfiles(change(await readProfiles(environment))));
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function replace(file: string, text: string): Promise<void> {
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

async function lock(path: string): Promise<void> {
  for (;;) {
    try {
      await (await open(path, "wx", 0o600)).close();
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      if (await isAbandoned(path)) await removeAbandoned(path);
      else await setTimeout(10 + Math.random() * 20);
    }
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > abandoned;
}

/** Of several processes that find it abandoned, one at a time looks again: the lock may be a new one by then. */
async function removeAbandoned(path: string): Promise<void> {
  const removal = `${path}.removal`;
  await lock(removal);
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(removal, { force: true });
  }
}
