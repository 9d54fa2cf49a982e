import { setTimeout as wait } from "node:timers/promises";

import { startLoad, type Traffic, type Window } from "./load.ts";
import { interleave, median, ratios } from "./rounds.ts";
import type { Bench, Figure, Target } from "./row.ts";
import type { Server } from "./server.ts";

interface Disturbance {
  readonly steady: Traffic;
  readonly disturbing: Traffic;
  readonly target?: Target;
  /**
   * A server in another process. In further windows the disturbing traffic is sent to it: what the
   * well-behaved clients lose then is the processor's, and not the service's.
   */
  readonly elsewhere?: Server;
}

/** How much later well-behaved clients are answered while others disturb them. */
export async function besideDisturbance(
  { rounds, ms }: Bench,
  server: Server,
  { steady: calm, disturbing: rough, target, elsewhere }: Disturbance,
): Promise<readonly Figure[]> {
  using steady = startLoad(server, calm);
  using disturbing = startLoad(server, rough);
  using other = elsewhere && startLoad(elsewhere, rough);
  const disturbances: Window[] = [];
  const beside = async (load: typeof disturbing, into?: Window[]) => {
    const window = steady.window(ms + 200);
    // The well-behaved clients are there first.
    await wait(100);
    const disturbance = await load.window(ms);
    into?.push(disturbance);
    return window;
  };
  const [disturbed = [], quiet = [], control = []] = await interleave(rounds, [
    () => beside(disturbing, disturbances),
    () => steady.window(ms),
    ...(other ? [() => beside(other)] : []),
  ]);
  const p99 = (windows: readonly Window[]) => windows.map((window) => window.p99);
  const [late, usual, apart] = [p99(disturbed), p99(quiet), p99(control)];
  const rates = (windows: readonly Window[]) =>
    (["answered", "refused", "failed"] as const)
      .map((of) => `${median(windows.map((one) => one[of] / one.seconds)).toFixed(0)}/s ${of}`)
      .join(", ");
  const between = (one: readonly number[], two: readonly number[]) =>
    `${median(one).toFixed(1)} to ${median(two).toFixed(1)} ms`;
  return [
    {
      what: "99th percentile to that without",
      values: ratios(late, usual),
      target,
      detail: `${between(late, usual)}; ${rates(disturbed)}; the others ${rates(disturbances)}`,
    },
    ...(other
      ? [
          {
            what: "99th percentile to that, others sent elsewhere",
            values: ratios(late, apart),
            target,
            detail: between(late, apart),
          },
        ]
      : []),
  ];
}
