import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

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
    throw new UsageError(`${file}: ${error.message}; mend it, or remove it and log in again`, {
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

/** Writes the profiles for their owner alone: all of them or, whatever happens, the old ones. */
export async function writeProfiles(file: string, profiles: Profiles): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(formatProfiles(profiles));
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
