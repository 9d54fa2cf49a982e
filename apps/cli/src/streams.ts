import type { Readable, Writable } from "node:stream";

/** What a terminal adds to a stream; a file or a pipe has none of it. */
interface TerminalSide {
  readonly isTTY?: boolean | undefined;
}

/** The three streams of the process. */
export interface Streams {
  readonly in: Readable & TerminalSide & { setRawMode?: (isRaw: boolean) => unknown };
  /** Data, and nothing but data. */
  readonly out: Writable & TerminalSide & { readonly columns?: number };
  /** Words about it. */
  readonly err: Writable & TerminalSide & { readonly columns?: number };
}

/** The variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether to write colours there: `NO_COLOR` and `FORCE_COLOR` decide before the terminal does. */
export function hasColour({ isTTY }: TerminalSide, environment: Environment): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTTY === true && TERM !== "dumb";
}

/** Writes, and waits until the stream takes more: what is produced faster than read fills no memory. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (text === "" || stream.write(text) || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      stream.off("drain", done).off("close", done);
      resolve();
    };
    stream.on("drain", done).on("close", done);
  });
}
