import { isatty } from "node:tty";

import { type Logger, pino } from "pino";

import type { Redaction } from "./redaction.ts";

/** Where lines of the log go. */
export interface LogOutput {
  write(text: string): void;
  /** Whether a person reads them there. */
  readonly isTerminal: boolean;
}

/** Standard error, written to at once: a line must not be lost when the process ends. */
export function standardError(): LogOutput {
  const destination = pino.destination({ dest: 2, sync: true });
  return { write: (text) => void destination.write(text), isTerminal: isatty(2) };
}

/** A logger of JSON lines, or of lines for people where the output is a terminal; without secrets. */
export function createLogger(
  { level, instance }: { readonly level: string; readonly instance: string },
  output: LogOutput,
  redaction: Redaction,
): Logger {
  const format = output.isTerminal ? forPeople : (line: string) => line;
  const base = { pid: process.pid, instance };
  return pino(
    { level, base },
    { write: (line: string) => output.write(redaction.redact(format(line))) },
  );
}

/** `12:01:02 INFO  stopping  signal=SIGINT`, and the stack of an error below. */
function forPeople(line: string): string {
  const { level, time, pid: _, instance: __, msg, err, ...rest } = JSON.parse(line);
  const clock = new Date(time).toTimeString().slice(0, 8);
  const label = (pino.levels.labels[level] ?? String(level)).toUpperCase().padEnd(5);
  const fields = Object.entries(rest).map(([name, value]) => {
    return ` ${name}=${typeof value === "string" ? value : JSON.stringify(value)}`;
  });
  const stack = err === undefined ? "" : `\n${err.stack ?? err.message}`;
  return `${clock} ${label} ${[msg, ...fields].join(" ")}${stack}\n`;
}
