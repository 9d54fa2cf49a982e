import { startLoad, type Traffic } from "./load.ts";
import { interleave, median, ratios } from "./rounds.ts";
import type { Bench, Figure, Target } from "./row.ts";
import type { Server } from "./server.ts";

/** A server and what is sent to it. */
export interface Contender {
  readonly server: Server;
  readonly traffic: Traffic;
}

/** The target is of the ratio of the throughputs. */
export type Peer = Contender & { readonly name: string; readonly target: Target };

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
  const courses = await interleave(rounds, subjects);
  const [rates = [], ...peerRates] = courses.map((windows) => windows.map((one) => one.perSecond));
  const [cpu = [], ...peerCpu] = courses.map((windows) => windows.map((one) => one.cpu));
  const per = (values: readonly number[] = [], digits = 0) => median(values).toFixed(digits);
  return peers.flatMap(({ name, target }, index): Figure[] => [
    {
      what: `throughput to ${name}`,
      values: ratios(rates, peerRates[index]),
      target,
      detail: `${per(rates)}/s to ${per(peerRates[index])}/s`,
    },
    {
      what: "  answers in the same CPU time",
      values: ratios(peerCpu[index], cpu),
      detail: `${per(cpu, 1)} µs to ${per(peerCpu[index], 1)} µs an answer`,
    },
  ]);
}
