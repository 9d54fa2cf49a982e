import { startLoad, type Traffic, type Window } from "./load.ts";
import { interleave, median, ratios } from "./rounds.ts";
import type { Bench, Figure, Target } from "./row.ts";
import type { Server } from "./server.ts";

/** How much later well-behaved clients (that pause) are answered while others disturb them. */
export async function besideDisturbance(
  bench: Bench,
  server: Server,
  traffic: { readonly steady: Traffic; readonly disturbing: Traffic; readonly target?: Target },
): Promise<Figure> {
  using steady = startLoad(server, traffic.steady);
  using disturbing = startLoad(server, traffic.disturbing);
  // Enough answers for a 99th percentile that is not the maximum.
  const ms = Math.max(bench.ms, 1000);
  const disturbances: Window[] = [];
  const [beside = [], quiet = []] = await interleave(bench.rounds, [
    async () => {
      const [window, disturbance] = await Promise.all([steady.window(ms), disturbing.window(ms)]);
      disturbances.push(disturbance);
      return window;
    },
    () => steady.window(ms),
  ]);
  const late = beside.map((window) => window.p99);
  const usual = quiet.map((window) => window.p99);
  const rate = (of: "answered" | "refused" | "failed") =>
    Math.round(median(disturbances.map((window) => window[of] / window.seconds)));
  const lost = beside.reduce((sum, { refused, failed }) => sum + refused + failed, 0);
  return {
    what: "99th percentile to that without",
    values: ratios(late, usual),
    target: traffic.target,
    detail:
      `${median(late).toFixed(1)} to ${median(usual).toFixed(1)} ms, ${lost} refused; of the others ` +
      `${rate("answered")}/s answered, ${rate("refused")}/s refused, ${rate("failed")}/s without an answer`,
  };
}
