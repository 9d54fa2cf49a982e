import { maxNonMigrateUsers } from "@hotspot-session/client/bounds";

import type { Streams } from "../streams.ts";

/** How far something is that takes time. */
export interface Progress {
  /** The number of users that are done. */
  update(done: number): void;
  /** It is over, well or not: the bar goes. */
  clear(): void;
}

/** Milliseconds from one picture to the next. */
const pause = 100;

/** A bar on a terminal, for more users than one request holds; else nothing. */
export function progressOn(stream: Streams["err"], label: string, total: number): Progress {
  if (stream.isTTY !== true || total <= maxNonMigrateUsers) {
    return { update: () => undefined, clear: () => undefined };
  }
  const started = performance.now();
  let last = 0;
  const draw = () => {
    const elapsed = performance.now() - started;
    stream.write(`\r${progressLine(label, last, total, elapsed, stream.columns || 80)}\u001b[K`);
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
  label: string,
  done: number,
  total: number,
  milliseconds: number,
  width: number,
): string {
  const part = Math.min(1, done / total);
  const rate = milliseconds > 0 ? (done * 1000) / milliseconds : 0;
  const facts = [
    `${String(Math.floor(part * 100)).padStart(3)}%`,
    `${grouped(done)} of ${grouped(total)}`,
    ...(rate > 0 ? [`${grouped(Math.round(rate))}/s`] : []),
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

/** `1 user`, `2,000 users`. */
export const counted = (count: number, noun: string) =>
  `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;

/** Seconds as m:ss, or h:mm:ss. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (number: number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
