import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

import { spawn } from "@lydell/node-pty";

const binary = fileURLToPath(new URL("../../bin/hotspot.js", import.meta.url));

/** Ctrl-C, as a keyboard sends it. */
export const ctrlC = "\u0003";
export const enter = "\r";

/**
 * Runs a program and tells how it ended. Once nobody has a terminal open, what was last written to
 * it may be lost: the shell stays until all has been read.
 */
const script = `trap : INT; "$@"; printf '<ended with %s>' $?; read -r _`;
const endMark = /<ended with (\d+)>$/;

/** The real binary on a terminal of its own. */
export interface Terminal {
  /** All that was written to it so far, escapes included. */
  readonly written: string;
  /** Waits until it shows this; fails with what it shows where the program ends before. */
  shows(text: RegExp): Promise<void>;
  type(keys: string): void;
  /** Waits until the program ends. @returns its exit code */
  ended(): Promise<number>;
}

export function startTerminal(
  words: readonly string[],
  environment: Record<string, string>,
  { columns = 100 } = {},
): Terminal {
  const terminal = spawn("sh", ["-c", script, "sh", process.execPath, binary, ...words], {
    cols: columns,
    rows: 30,
    name: "xterm-256color",
    env: {
      TERM: "xterm-256color",
      HOTSPOT_CONFIG_DIR: join(tmpdir(), "hotspot-has-no-such-folder"),
      ...environment,
    },
  });
  let written = "";
  let code: number | undefined;
  const waiting = new Set<() => void>();
  terminal.onData((text) => {
    written += text;
    const end = endMark.exec(written);
    if (end !== null) {
      code = Number(end[1]);
      written = written.slice(0, end.index);
      terminal.kill();
    }
    for (const check of waiting) check();
  });

  async function until<Value>(found: () => Value | undefined): Promise<Value> {
    let check: () => void = () => undefined;
    try {
      return await new Promise((resolve, reject) => {
        check = () => {
          const value = found();
          if (value !== undefined) resolve(value);
          else if (code !== undefined) reject(new Error(`ended with ${code} after ${written}`));
        };
        waiting.add(check);
        check();
      });
    } finally {
      waiting.delete(check);
    }
  }

  return {
    get written() {
      return written;
    },
    async shows(text) {
      await until(() => (written.search(text) === -1 ? undefined : true));
    },
    type: (keys) => terminal.write(keys),
    ended: () => until(() => code),
  };
}

/** What a person sees of it: without escapes, and of a line that was written over its last state. */
export function seen({ written }: Pick<Terminal, "written">): string[] {
  return stripVTControlCharacters(written)
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.split("\r").at(-1) ?? "");
}
