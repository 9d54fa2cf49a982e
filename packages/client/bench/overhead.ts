import axios from "axios";
import ky from "ky";
import OpenAI from "openai";

import { createHotspotClient } from "../src/index.ts";
import { startServer } from "./server.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What one way to make the call costs. */
export interface Overhead {
  readonly name: string;
  /** Of one call, in microseconds. */
  readonly call: Spread;
  /** Over bare `fetch` in the same round, in microseconds. */
  readonly over: Spread;
  /** The same in processor time, which other programs on the machine do not add to. */
  readonly cpuOver: Spread;
  /** Of bare `fetch` in the same round. */
  readonly ratio: Spread;
}

const projectId = "a4da8115c9d8464ead3a38309130523f";
const token = "correct-horse-battery-staple";
const headers = { "X-Auth-Token": token };

type Call = () => Promise<unknown>;

/** The same call in different ways, each as its documentation says, with its own defaults. */
function waysToCall(url: string): ReadonlyMap<string, Call> {
  const path = `/v1/${projectId}/hotspot-session-config`;
  const address = `${url}${path}?limit=10`;
  const hotspot = createHotspotClient({ baseUrl: url, projectId, token });
  const openai = new OpenAI({ baseURL: url, apiKey: token });
  const byAxios = axios.create({ baseURL: url, headers, adapter: "fetch" });
  const byAxiosOnHttp = axios.create({ baseURL: url, headers });
  const byKy = ky.create({ prefix: url, headers });
  return new Map<string, Call>([
    ["fetch", async () => (await fetch(address, { headers })).json()],
    ["this client", () => hotspot.configs.list({ limit: 10 })],
    ["openai", () => openai.get(path, { query: { limit: 10 }, headers })],
    ["axios (fetch)", async () => (await byAxios.get(path, { params: { limit: 10 } })).data],
    ["axios (http)", async () => (await byAxiosOnHttp.get(path, { params: { limit: 10 } })).data],
    ["ky", () => byKy.get(path.slice(1), { searchParams: { limit: 10 } }).json()],
  ]);
}

/** What one window of calls took, in microseconds a call. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * Makes the call in every way in turn, round after round, in windows so short that whatever else
 * the machine does touches all of them alike; each is compared within its round.
 */
export async function measureOverhead({ rounds = 600, calls = 25, warmUp = 5000 } = {}): Promise<
  readonly Overhead[]
> {
  await using server = await startServer({ userCount: 0 });
  const ways = [...waysToCall(server.url)];
  await expectSameAnswer(ways);
  // Until each is compiled, and not only bare `fetch`, which most of the others run too: rounds in
  // which some still are interpreted would be unlike the rest.
  for (const [, call] of ways) await costOf(call, warmUp);

  const costs = new Map(ways.map(([name]) => [name, [] as Cost[]]));
  for (let round = 0; round < rounds; round += 1) {
    // Each way has each place in a round equally often.
    const first = round % ways.length;
    for (const [name, call] of [...ways.slice(first), ...ways.slice(0, first)]) {
      costs.get(name)?.push(await costOf(call, calls));
    }
  }
  const bare = costs.get("fetch") ?? [];
  const none = { wall: Number.NaN, cpu: Number.NaN };
  return [...costs].map(([name, ofName]) => {
    const against = (compare: (cost: Cost, base: Cost) => number) =>
      spreadOf(ofName.map((cost, round) => compare(cost, bare[round] ?? none)));
    return {
      name,
      call: spreadOf(ofName.map(({ wall }) => wall)),
      over: against((cost, base) => cost.wall - base.wall),
      cpuOver: against((cost, base) => cost.cpu - base.cpu),
      ratio: against((cost, base) => cost.wall / base.wall),
    };
  });
}

async function costOf(call: Call, calls: number): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  for (let count = 0; count < calls; count += 1) await call();
  const wall = (performance.now() - started) * 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall: wall / calls, cpu: (user + system) / calls };
}

async function expectSameAnswer(ways: readonly (readonly [string, Call])[]): Promise<void> {
  const answers = await Promise.all(
    ways.map(async ([name, call]) => ({ name, answer: JSON.stringify(await call()) })),
  );
  const odd = answers.find(({ answer }) => answer !== answers[0]?.answer);
  if (odd !== undefined) throw new Error(`${odd.name} answers ${odd.answer}`);
}
