import { existsSync, statfsSync } from "node:fs";

/** A folder in memory, where files cost less than on disk. Containers may have little of it. */
export const sharedMemory = "/dev/shm";

/** Whether the system has such a folder, with this number of bytes free. */
export function hasSharedMemory(bytes: number): boolean {
  if (!existsSync(sharedMemory)) return false;
  const { bavail, bsize } = statfsSync(sharedMemory);
  return bavail * bsize >= bytes;
}
