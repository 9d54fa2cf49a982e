import { setTimeout as wait } from "node:timers/promises";

import { call, configsPath, createConfig, message, usersPath } from "../api.ts";
import type { Bench, Row } from "../bench.ts";
import { type FloodReport, startFlood } from "../flood.ts";
import type { Result } from "../result.ts";
import type { Server } from "../servers.ts";
import { ratioOf, spreadOf } from "../spread.ts";

const clients = 2000;
const configCount = 200;

/** Who was there before the flood. Far below what the service can do: what they wait for is the flood. */
const regulars = { clients: 20, pause: 100, patient: true };

/** What became of calls that each came on a connection of its own, one after the other. */
interface Newcomers {
  readonly served: number;
  /** 503, or closed without an answer. */
  readonly refused: number;
  /** Microseconds to the answer of those that were served, in the median. */
  readonly time: number;
}

interface Window {
  readonly steady: FloodReport;
  readonly newcomers: Newcomers;
  readonly flood: FloodReport | undefined;
}

async function newcomers(server: Server, path: string, ms: number): Promise<Newcomers> {
  const times: number[] = [];
  let refused = 0;
  const end = performance.now() + ms;
  for (let begin = performance.now(); begin < end; begin = performance.now()) {
    await call(server, path, { close: true }).then(
      () => times.push((performance.now() - begin) * 1000),
      () => refused++,
    );
  }
  return { served: times.length, refused, time: spreadOf(times).median };
}

const millis = (micros: readonly number[]) => `${(spreadOf(micros).median / 1000).toFixed(1)} ms`;
const rate = (values: readonly number[]) =>
  Math.round(spreadOf(values).median).toLocaleString("en");

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** For people: what became of those who came anew. */
function coming(windows: readonly Window[]): string {
  const served = windows.filter(({ newcomers: { served: count } }) => count > 0);
  const count = (of: "served" | "refused") => sum(windows.map((window) => window.newcomers[of]));
  const time = millis(served.map((window) => window.newcomers.time));
  return `of newcomers ${count("served")} served${served.length > 0 ? ` (${time})` : ""} and ${count("refused")} refused`;
}

function resultsOf(kind: string, alone: readonly Window[], beside: readonly Window[]): Result[] {
  const floods = beside.flatMap(({ flood }) => flood ?? []);
  const accepted = floods.map((flood) => flood.accepted);
  const refused = floods.map((flood) => flood.refused);
  const p99 = (windows: readonly Window[]) => windows.map(({ steady }) => steady.accepted.p99);
  const p50 = (windows: readonly Window[]) => windows.map(({ steady }) => steady.accepted.p50);
  return [
    {
      what: `99th percentile of small GETs of who was there before, beside ${clients} writers ${kind}, to that without`,
      unit: "×",
      value: ratioOf(p99(beside), p99(alone)),
      detail: `${millis(p99(beside))} (half within ${millis(p50(beside))}) and ${millis(p99(alone))}; ${sum(beside.map(({ steady }) => steady.refused.perSecond + steady.unheard))} of them refused; ${coming(beside)}, and without ${coming(alone)}`,
    },
    {
      what: `writes of that flood that were accepted, a second`,
      unit: "/s",
      value: spreadOf(accepted.map((answers) => answers.perSecond)),
      detail: `half within ${millis(accepted.map((answers) => answers.p50))}, 99 % within ${millis(accepted.map((answers) => answers.p99))}; 503 for ${rate(refused.map((answers) => answers.perSecond))}/s, half within ${millis(refused.map((answers) => answers.p50))}, 99 % within ${millis(refused.map((answers) => answers.p99))}`,
    },
  ];
}

async function measure(bench: Bench, patient: boolean): Promise<Result[]> {
  await using servers = new AsyncDisposableStack();
  const service = servers.use(await bench.service());
  const { id: read } = await createConfig(service, [{ user_name: "night-batch" }]);
  const ids: string[] = [];
  for (let index = 0; index < configCount; index++) ids.push((await createConfig(service)).id);
  using small = await startFlood({
    port: service.port,
    ...regulars,
    requests: [message("GET", usersPath(read))],
  });
  const settings = { hotspot_session_migration_enable: true };
  const requests = Array.from({ length: 101 }, (_, num) =>
    ids.map((id) =>
      message("PATCH", `${configsPath}/${id}`, { ...settings, hotspot_exit_session_num: num }),
    ),
  ).flat();
  const ms = Math.max(bench.windows.ms, 1000);

  async function window(report?: () => Promise<FloodReport>): Promise<Window> {
    await small.report();
    const came = await newcomers(service, usersPath(read), ms);
    return { steady: await small.report(), newcomers: came, flood: await report?.() };
  }

  const [alone, flooded]: Window[][] = [[], []];
  await window();
  for (let round = 0; round < Math.min(bench.windows.rounds, 5); round++) {
    alone?.push(await window());
    using flood = await startFlood({ port: service.port, clients, requests, patient });
    // All of them come at once: that is measured too, and told apart from what follows.
    await wait(ms);
    await flood.report();
    flooded?.push(await window(() => flood.report()));
  }
  return resultsOf(
    patient ? "that wait when told to" : "that never wait",
    alone ?? [],
    flooded ?? [],
  );
}

export const overload: Row = {
  name: "overload",
  about: `GET a small list now and then, while ${clients} clients write as fast as they can`,
  run: async (bench) => [...(await measure(bench, true)), ...(await measure(bench, false))],
};
