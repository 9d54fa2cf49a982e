import type { Readable, Writable } from "node:stream";

/** What a terminal adds to a stream; a file or a pipe has none of it. */
interface TerminalSide {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The three streams of the process. */
export interface ProcessStreams {
  readonly in: Readable & TerminalSide & { setRawMode?: (isRaw: boolean) => unknown };
  /** Data, and nothing but data. */
  readonly out: Writable & TerminalSide;
  /** Messages about it. */
  readonly err: Writable & TerminalSide;
}

/** A stream to write to, on which no secret appears. */
export interface Sink extends TerminalSide {
  /** Writes, and waits until the stream takes more: fast producers fill no memory. */
  readonly write: (text: string) => Promise<void>;
  /** The text as it would be written. */
  readonly hide: (text: string) => string;
  /** The stream itself, for the echo of what is typed. */
  readonly stream: Writable;
}

/** What commands read from and write to. */
export interface Streams {
  readonly in: ProcessStreams["in"];
  readonly out: Sink;
  readonly err: Sink;
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

export function sinkOf(stream: ProcessStreams["out"], hide: Sink["hide"]): Sink {
  return {
    stream,
    hide,
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.columns;
    },
    async write(text) {
      if (text === "" || stream.write(hide(text)) || stream.destroyed) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          stream.off("drain", done).off("close", done);
          resolve();
        };
        stream.on("drain", done).on("close", done);
      });
    },
  };
}
