import { setTimeout as wait } from "node:timers/promises";

import { startLoad, type Traffic, type Window } from "./load.ts";
import { interleave, median, ratios } from "./rounds.ts";
import type { Bench, Figure, Target } from "./row.ts";
import type { Server } from "./server.ts";

/** How much later well-behaved clients are answered while others disturb them. */
export async function besideDisturbance(
  { rounds, ms }: Bench,
  server: Server,
  traffic: { readonly steady: Traffic; readonly disturbing: Traffic; readonly target?: Target },
): Promise<Figure> {
  using steady = startLoad(server, traffic.steady);
  using disturbing = startLoad(server, traffic.disturbing);
  const disturbances: Window[] = [];
  const [beside = [], quiet = []] = await interleave(rounds, [
    async () => {
      const window = steady.window(ms + 200);
      // The well-behaved clients are there first.
      await wait(100);
      disturbances.push(await disturbing.window(ms));
      return window;
    },
    () => steady.window(ms),
  ]);
  const [late, usual] = [beside.map(({ p99 }) => p99), quiet.map(({ p99 }) => p99)];
  const rates = (windows: readonly Window[]) =>
    (["answered", "refused", "failed"] as const)
      .map((of) => `${median(windows.map((one) => one[of] / one.seconds)).toFixed(0)}/s ${of}`)
      .join(", ");
  return {
    what: "99th percentile to that without",
    values: ratios(late, usual),
    target: traffic.target,
    detail: `${median(late).toFixed(1)} to ${median(usual).toFixed(1)} ms; ${rates(beside)}; the others ${rates(disturbances)}`,
  };
}
