import { startLoad, type Traffic, type Window } from "./load.ts";
import { interleave, median, ratios } from "./rounds.ts";
import type { Bench, Figure, Target } from "./row.ts";
import type { Server } from "./server.ts";

/** A server, and what is sent to it, or what it does by itself for some milliseconds. */
export interface Contender {
  readonly server: Server;
  readonly traffic: Traffic | ((ms: number) => Promise<Window>);
}

/** What a contender did in each round. */
export interface Course {
  /** Answers a second. */
  readonly rates: readonly number[];
  /** CPU time of the server for an answer, in microseconds. */
  readonly cpu: readonly number[];
}

/** Lets servers answer as fast as they can, in interleaved windows. */
export async function race({ rounds, ms }: Bench, contenders: readonly Contender[]) {
  using loads = new DisposableStack();
  const subjects = contenders.map(({ server, traffic }) => {
    const window =
      typeof traffic === "function" ? traffic : loads.use(startLoad(server, traffic)).window;
    return async () => {
      const before = server.cpuTime();
      const { seconds, answered, refused, failed } = await window(ms);
      if (refused + failed > 0) throw new Error(`${refused} refused, ${failed} without an answer`);
      return { rate: answered / seconds, cpu: (server.cpuTime() - before) / answered };
    };
  });
  const courses = await interleave(rounds, subjects);
  return courses.map((windows): Course => ({
    rates: windows.map(({ rate }) => rate),
    cpu: windows.map(({ cpu }) => cpu),
  }));
}

/** The target is of the ratio of the throughputs. */
export type Peer = Contender & { readonly name: string; readonly target: Target };

/**
 * Compares a contender with its peers by throughput and by the CPU time of an answer. Where a peer is
 * faster than the load generator, only the second is the whole truth.
 */
export async function contest(bench: Bench, contender: Contender, peers: readonly Peer[]) {
  const [own, ...others] = await race(bench, [contender, ...peers]);
  const { rates = [], cpu = [] } = own ?? {};
  const middle = (values: readonly number[] = [], digits = 0) => median(values).toFixed(digits);
  return peers.flatMap(({ name, target }, index): Figure[] => [
    {
      what: `throughput to ${name}`,
      values: ratios(rates, others[index]?.rates),
      target,
      detail: `${middle(rates)}/s to ${middle(others[index]?.rates)}/s`,
    },
    {
      what: "  answers in the same CPU time",
      values: ratios(others[index]?.cpu, cpu),
      detail: `${middle(cpu, 1)} µs to ${middle(others[index]?.cpu, 1)} µs an answer`,
    },
  ]);
}
