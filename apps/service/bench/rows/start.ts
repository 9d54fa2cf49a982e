import { answerOf, configsPath } from "../project.ts";
import { interleave, median, ratios } from "../rounds.ts";
import type { Row } from "../row.ts";
import type { Server } from "../server.ts";

/** Milliseconds from starting a program to its first 200. */
async function timeToFirst200(start: () => Promise<Server>): Promise<number> {
  const begin = performance.now();
  await using server = await start();
  await answerOf(server, configsPath);
  return performance.now() - begin;
}

export const start: Row = {
  name: "start",
  about: "start on a database that exists, up to the first 200",
  async run(bench) {
    const settings = { HOTSPOT_DATABASE_URL: `sqlite:${bench.folder}/start.db` };
    // The round that warms up creates the database.
    const [service = [], empty = []] = await interleave(bench.rounds, [
      () => timeToFirst200(() => bench.service(settings)),
      () => timeToFirst200(() => bench.peer("bare-http.js", {})),
    ]);
    const what = "time to that of an empty node:http server";
    const detail = `${median(service).toFixed(0)} to ${median(empty).toFixed(0)} ms`;
    return [{ what, values: ratios(service, empty), target: { atMost: 6 }, detail }];
  },
};
