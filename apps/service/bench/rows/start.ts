import { configsPath, createConfig, expectAnswer, projectId, token } from "../api.ts";
import type { Row } from "../bench.ts";
import { type Server, startPeer } from "../servers.ts";
import { ratioOf, spreadOf } from "../spread.ts";
import { interleave } from "../windows.ts";

/** Milliseconds from starting a program to its first 200. */
async function timeToFirst200(start: () => Promise<Server>): Promise<number> {
  const begin = performance.now();
  await using server = await start();
  const headers = { "x-auth-token": token };
  const response = await fetch(server.address + configsPath, { headers });
  await response.text();
  if (response.status !== 200) throw new Error(`the first answer was a ${response.status}`);
  return performance.now() - begin;
}

export const start: Row = {
  name: "start",
  about: "start on a small database that exists, up to the first 200",
  async run(bench) {
    const database = bench.file("hotspot.db");
    {
      await using service = await bench.service(database);
      const config = await createConfig(service, [{ user_name: "night-batch" }]);
      const items = [{ ...config, project_id: projectId }];
      await expectAnswer(service, configsPath, { items });
    }
    const subjects = {
      service: () => timeToFirst200(() => bench.service(database)),
      empty: () => timeToFirst200(() => startPeer("empty-http.js")),
    };
    await interleave(1, subjects);
    const times = await interleave(Math.max(bench.windows.rounds, 5), subjects);
    const millis = (values: readonly number[]) => `${Math.round(spreadOf(values).median)} ms`;
    return [
      {
        what: "an empty node:http server",
        unit: "×",
        value: ratioOf(times.service, times.empty),
        target: { atMost: 6 },
        detail: `service ${millis(times.service)}, empty ${millis(times.empty)}`,
      },
    ];
  },
};

export const idleMemory: Row = {
  name: "idle-memory",
  about: "memory of the service at rest, after its first answers",
  async run(bench) {
    await using service = await bench.service();
    const config = await createConfig(service, [{ user_name: "night-batch" }]);
    await expectAnswer(service, configsPath, { items: [{ ...config, project_id: projectId }] });
    return [
      {
        what: "resident set",
        unit: "MiB",
        value: spreadOf([await service.memory()]),
        target: { atMost: 120 },
        detail: "",
      },
    ];
  },
};
