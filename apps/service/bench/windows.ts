import { type Load, type Sample, startLoad, type Traffic } from "./load.ts";
import type { Server } from "./servers.ts";
import { spreadOf } from "./spread.ts";

/** How often, and for how long each time, everything is measured. */
export interface Windows {
  readonly rounds: number;
  readonly ms: number;
}

/**
 * Measures each subject in turn, round after round (A B C A B C …), so that whatever else the
 * machine does meets them all alike.
 *
 * @returns for each subject its value of each round
 */
export async function interleave<Name extends string, Value>(
  rounds: number,
  subjects: Readonly<Record<Name, () => Promise<Value>>>,
): Promise<Record<Name, Value[]>> {
  const entries = Object.entries<() => Promise<Value>>(subjects);
  const values = new Map(entries.map(([name]) => [name, new Array<Value>()]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of entries) values.get(name)?.push(await measure());
  }
  // The names are those of the subjects.
  return Object.fromEntries(values) as Record<Name, Value[]>;
}

/** A server, and what is sent to it. */
export interface Contender {
  readonly server: Server;
  readonly traffic: Omit<Traffic, "port">;
}

/** What the windows of a contender gave, in their order. */
export interface Course {
  readonly rates: readonly number[];
  /** How many cores it had; not a number where that cannot be told. */
  readonly cores: number;
  /** For people: requests a second, and the processor time of one. */
  readonly detail: string;
}

/**
 * What to add where a server that always has something to do did not get a core of its own: then
 * the rates tell of the other programs on this machine, and only processor times can be compared.
 */
export const crowded = ({ cores }: Course): string =>
  cores < 0.85 ? " (not to be quoted: other programs took the cores)" : "";

/** Lets contenders answer as fast as they can, in interleaved windows after one to warm up. */
export async function contest<Name extends string>(
  { rounds, ms }: Windows,
  contenders: Readonly<Record<Name, Contender>>,
): Promise<Record<Name, Course>> {
  using loads = new DisposableStack();
  const measures: Record<string, () => Promise<Sample & { readonly busy: number }>> = {};
  for (const [name, { server, traffic }] of Object.entries<Contender>(contenders)) {
    const load = loads.use(await startLoad({ ...traffic, port: server.port }));
    const about = (error: unknown) => new Error(`${name}: ${String(error)}`, { cause: error });
    measures[name] = () =>
      busyWindow(load, server, ms).catch((error: unknown) => {
        throw about(error);
      });
  }
  await interleave(1, measures);
  const samples = await interleave(rounds, measures);
  const courses = Object.entries(samples).map(([name, taken]) => {
    const rates = taken.map(({ perSecond }) => perSecond);
    const rate = Math.round(spreadOf(rates).median).toLocaleString("en");
    const cores = sum(taken.map(({ busy }) => busy)) / taken.length;
    const micros = (cores / (sum(rates) / rates.length)) * 1e6;
    const cost = Number.isNaN(micros) ? "" : ` of ${micros.toFixed(1)} µs`;
    return [name, { rates, cores, detail: `${name} ${rate}/s${cost}` }];
  });
  // One for each contender.
  return Object.fromEntries(courses) as Record<Name, Course>;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** A window, and how many cores the server kept busy in it. */
async function busyWindow(load: Load, server: Server, ms: number) {
  const before = server.cpuSeconds();
  const sample = await load.window(ms);
  return { ...sample, busy: (server.cpuSeconds() - before) / (ms / 1000) };
}
