import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { interleave, median, ratios } from "../rounds.ts";
import type { Row } from "../row.ts";
import { pathOf } from "../server.ts";

const service = `
  const { startService } = await import(${JSON.stringify(pathOf("../dist/index.js"))});
  const { settings, url: address } = await startService();
  const url = address + "/v1/" + settings.projectId + "/hotspot-session-config";
  const headers = { "x-auth-token": settings.token };`;

const empty = `
  const { createServer } = await import("node:http");
  const server = createServer((_, response) => response.end("{}"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = "http://127.0.0.1:" + server.address().port;
  const headers = {};`;

/** Milliseconds and MiB from before the import up to the first answer, in a process of its own. */
async function firstAnswer(start: string): Promise<readonly [ms: number, mebibytes: number]> {
  const program = `
    const [begin, before] = [performance.now(), process.memoryUsage.rss()];
    ${start}
    const { status } = await fetch(url, { headers });
    if (status !== 200) throw new Error("answered " + status);
    const after = [performance.now() - begin, (process.memoryUsage.rss() - before) / 2 ** 20];
    console.log(JSON.stringify(after));
    process.exit();`;
  const words = ["--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout);
}

export const testDouble: Row = {
  name: "test-double",
  about: "startService() in a process that runs tests, up to its first answer",
  async run(bench) {
    const memory: number[] = [];
    const [double = [], bare = []] = await interleave(bench.rounds, [
      async () => {
        const [ms, mebibytes] = await firstAnswer(service);
        memory.push(mebibytes);
        return ms;
      },
      async () => (await firstAnswer(empty))[0],
    ]);
    const what = "time to that of an empty node:http server";
    const detail = `${median(double).toFixed(0)} to ${median(bare).toFixed(0)} ms`;
    return [
      { what, values: ratios(double, bare), target: { atMost: 8 }, detail },
      { what: "memory", unit: "MiB", values: memory, target: { atMost: 90 } },
    ];
  },
};
