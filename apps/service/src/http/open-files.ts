import { readFileSync } from "node:fs";

/** Files that the service has open besides its connections, and some to spare. */
const reserved = 100;

/**
 * How many connections the system lets this process have open; without a limit where it does not
 * say. Beyond it nothing can be opened, the database's files included.
 */
export function connectionsAllowed(): number {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const files = Number(/^Max open files +(\d+)/m.exec(limits)?.[1]);
    return Number.isNaN(files) ? Number.POSITIVE_INFINITY : Math.max(files - reserved, 1);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
