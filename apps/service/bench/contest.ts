import { startLoad, type Traffic } from "./load.ts";
import { interleave, median, ratios } from "./rounds.ts";
import type { Bench, Figure, Target } from "./row.ts";
import type { Server } from "./server.ts";

/** A server and what is sent to it. */
export interface Contender {
  readonly server: Server;
  readonly traffic: Traffic;
}

export interface Peer extends Contender {
  readonly name: string;
  /** Of the ratio of the throughputs. */
  readonly target: Target;
}

/**
 * Compares a contender with its peers, which all answer as fast as they can, in interleaved windows:
 * by throughput, and by the CPU time of an answer. Where a peer is faster than the load generator,
 * only the second is the whole truth.
 */
export async function contest(
  { rounds, ms }: Bench,
  contender: Contender,
  peers: readonly Peer[],
): Promise<Figure[]> {
  using loads = new DisposableStack();
  const subjects = [contender, ...peers].map(({ server, traffic }) => {
    const load = loads.use(startLoad(server, traffic));
    return async () => {
      const before = server.cpuTime();
      const { seconds, answered, refused, failed } = await load.window(ms);
      if (refused + failed > 0) throw new Error(`${refused} refused, ${failed} without an answer`);
      return { perSecond: answered / seconds, cpu: (server.cpuTime() - before) / answered };
    };
  });
  const courses = (await interleave(rounds, subjects)).map((windows) => ({
    rates: windows.map(({ perSecond }) => perSecond),
    cpu: windows.map(({ cpu }) => cpu),
  }));
  const [own, ...others] = courses;
  if (own === undefined) return [];
  return peers.flatMap(({ name, target }, index): Figure[] => {
    const { rates = [], cpu = [] } = others[index] ?? {};
    const [rate, micros] = [Math.round(median(rates)), median(cpu).toFixed(1)];
    return [
      {
        what: `throughput to ${name}`,
        values: ratios(own.rates, rates),
        target,
        detail: `${Math.round(median(own.rates))}/s to ${rate}/s`,
      },
      {
        what: "  answers in the same CPU time",
        values: ratios(cpu, own.cpu),
        detail: `${median(own.cpu).toFixed(1)} µs to ${micros} µs an answer`,
      },
    ];
  });
}
