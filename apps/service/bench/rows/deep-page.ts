import { expectAnswer, message, pageOf, usersPath } from "../api.ts";
import type { Row } from "../bench.ts";
import { largeConfig } from "../large-config.ts";
import { startLoad } from "../load.ts";
import { ratioOf, spreadOf } from "../spread.ts";
import { interleave } from "../windows.ts";

const limit = 100;

export const deepPage: Row = {
  name: "deep-page",
  about: "GET pages of 100 users at the end of a large config and at its start, one client",
  async run(bench) {
    const { service, configId, users } = await largeConfig(bench);
    const page = (offset: number) => `${usersPath(configId)}?offset=${offset}&limit=${limit}`;
    const last = users - limit;
    for (const offset of [0, last]) {
      await expectAnswer(service, page(offset), pageOf(users, offset, limit));
    }
    // Pages from there on and never the same one twice in a while: a cache of answers cannot help.
    const reach = Math.min(50_000, Math.floor(users / 4));
    const walk = (offsetAt: (turn: number) => number) =>
      startLoad({
        port: service.port,
        connections: 1,
        requests: Array.from({ length: reach }, (_, turn) => message("GET", page(offsetAt(turn)))),
      });
    using near = await walk((turn) => turn);
    using far = await walk((turn) => last - turn);
    const median = async (load: typeof near) => (await load.window(bench.windows.ms)).p50;
    const subjects = { far: () => median(far), near: () => median(near) };
    await interleave(1, subjects);
    const latency = await interleave(bench.windows.rounds, subjects);
    const micros = (values: readonly number[]) => `${Math.round(spreadOf(values).median)} µs`;
    return [
      {
        what: "latency at the last offset to offset 0, total_count included",
        unit: "×",
        value: ratioOf(latency.far, latency.near),
        target: { atMost: 1.5 },
        detail: `${micros(latency.far)} and ${micros(latency.near)} of ${users.toLocaleString("en")} users`,
      },
    ];
  },
};
