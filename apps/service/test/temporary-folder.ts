import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one test, gone with it. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "hotspot-"));
  return {
    path,
    file: (name: string) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true }),
  };
}

/**
 * Removes a folder when this process ends. Vitest ends its workers without the event `exit`: the shell
 * sees that the pipe is closed.
 */
export function removeAtEnd(folder: string): void {
  const shell = spawn("/bin/sh", ["-c", `trap '' HUP INT TERM; cat; rm -rf "$folder"`], {
    env: { ...process.env, folder },
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
}
