import type { Writable } from "node:stream";

import { maxNonMigrateUsers } from "@hotspot-session/client/bounds";

/** How far something is that takes time. */
export interface Progress {
  /** So much of it is done by now. */
  update(done: number): void;
  /** It is over, well or not: the bar goes. */
  clear(): void;
}

export interface Work {
  /** What is being done: `Adding users`. */
  readonly label: string;
  readonly total: number;
  /** Whether it is users that are counted; else it is bytes, which nobody wants to read of. */
  readonly isUsers: boolean;
}

/** Milliseconds from one picture to the next. */
const pause = 100;

const silent: Progress = { update: () => undefined, clear: () => undefined };

/** What is no more than this is done at once: one request, or a file of a moment. */
const small = { users: maxNonMigrateUsers, bytes: 2 ** 20 };

/** A bar on a terminal, for work that takes a while; else nothing at all. */
export function progressOn(
  stream: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number },
  work: Work,
): Progress {
  if (stream.isTTY !== true || work.total <= (work.isUsers ? small.users : small.bytes)) {
    return silent;
  }
  const started = performance.now();
  let last = 0;
  const draw = () => {
    const line = progressLine(work, last, performance.now() - started, stream.columns || 80);
    stream.write(`\r${line}\u001b[K`);
  };
  draw();
  // By the clock and not by what is done: where the service hangs, the time that is left grows.
  const timer = setInterval(draw, pause).unref();
  return {
    update(done) {
      last = done;
    },
    clear() {
      clearInterval(timer);
      stream.write("\r\u001b[K");
    },
  };
}

/** One line that is shorter than `width`, so that no terminal breaks it. */
export function progressLine(
  { label, total, isUsers }: Work,
  done: number,
  milliseconds: number,
  width: number,
): string {
  const part = total === 0 ? 1 : Math.min(1, done / total);
  const percent = `${String(Math.floor(part * 100)).padStart(3)}%`;
  const rate = milliseconds > 0 ? (done * 1000) / milliseconds : 0;
  const facts = [
    percent,
    ...(isUsers ? [`${grouped(done)} of ${grouped(total)}`] : []),
    ...(isUsers && rate > 0 ? [`${grouped(Math.round(rate))}/s`] : []),
    ...(rate > 0 && done < total ? [`${clock((total - done) / rate)} left`] : []),
  ];
  const texts = `${label}  ${facts.join("  ")}`;
  const room = Math.min(40, width - texts.length - 5);
  if (room < 5) return texts.slice(0, width - 1);
  const full = Math.floor(part * room);
  return `${label} [${"#".repeat(full)}${"-".repeat(room - full)}] ${facts.join("  ")}`;
}

/** 1,000,000. */
export const grouped = (count: number) => count.toLocaleString("en-US");

/** Seconds as m:ss, or h:mm:ss. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (number: number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
