import { EventEmitter, once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

import { spawn } from "@lydell/node-pty";

import { run } from "../../src/program.ts";
import { withoutProfiles } from "../hotspot.ts";

const binary = fileURLToPath(new URL("../../bin/hotspot.js", import.meta.url));

/** Ctrl-C, as a keyboard sends it. */
export const ctrlC = "\u0003";
export const enter = "\r";

/** A program on a terminal. */
export class Terminal {
  /** All that was written to it so far, escapes included. */
  written = "";
  readonly type: (keys: string) => void;
  #code: number | undefined;
  readonly #events = new EventEmitter();

  constructor(type: Terminal["type"]) {
    this.type = type;
  }

  write(text: string): void {
    this.written += text;
    this.#events.emit("change");
  }

  /** @param code what the program ended with */
  end(code: number): void {
    this.#code = code;
    this.#events.emit("change");
  }

  /** Waits until it shows this; fails with what it shows where the program ends before. */
  async shows(text: RegExp): Promise<void> {
    await this.#until(() => text.exec(this.written) ?? undefined);
  }

  /** Waits until the program ends. @returns its exit code */
  ended = (): Promise<number> => this.#until(() => this.#code);

  async #until<Value>(found: () => Value | undefined): Promise<Value> {
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      if (this.#code !== undefined) throw new Error(`ended with ${this.#code}: ${this.written}`);
      await once(this.#events, "change");
    }
  }
}

/** Runs the program in this process, on streams like those of a terminal. */
export function startTerminal(
  words: readonly string[],
  environment: Record<string, string>,
  { columns = 100 } = {},
): Terminal {
  const interruption = new AbortController();
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const terminal = new Terminal((keys) => {
    if (keys === ctrlC) interruption.abort();
    else keyboard.write(keys);
  });
  const screen = new Writable({
    write(text, _encoding, done) {
      terminal.write(String(text));
      done();
    },
  });
  const out = Object.assign(screen, { isTTY: true, columns });
  const running = run(words, {
    environment: { ...withoutProfiles, ...environment },
    streams: { in: keyboard, out, err: out },
    signal: interruption.signal,
  });
  void running.then((code) => terminal.end(code));
  return terminal;
}

/**
 * Runs a program and tells how it ended. Once nothing has a terminal open, what was last written to
 * it may be lost: the shell stays until all has been read.
 */
const script = `trap : INT; "$@"; printf '<ended with %s>' $?; read -r _`;

/** Starts the binary on a real terminal, for what the platform decides. */
export function startRealTerminal(
  words: readonly string[],
  environment: Record<string, string>,
): Terminal {
  const terminal = new Terminal((keys) => pty.write(keys));
  const pty = spawn("sh", ["-c", script, "sh", process.execPath, binary, ...words], {
    cols: 200,
    rows: 30,
    name: "xterm-256color",
    env: { ...withoutProfiles, ...environment },
  });
  pty.onData((text) => {
    terminal.write(text);
    const end = /<ended with (\d+)>$/.exec(terminal.written);
    if (end === null) return;
    terminal.written = terminal.written.slice(0, end.index);
    terminal.end(Number(end[1]));
    pty.kill();
  });
  return terminal;
}

/** What a person sees of it: without escapes, and of a line that was written over its last state. */
export function seen({ written }: Pick<Terminal, "written">): string[] {
  return stripVTControlCharacters(written)
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.split("\r").at(-1) ?? "");
}
