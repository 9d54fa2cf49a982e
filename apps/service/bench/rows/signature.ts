import { signRequest } from "@hotspot-session/signature";

import { commandOf } from "../command.ts";
import { race } from "../contest.ts";
import { configsPath, createConfigs, get, projectId } from "../project.ts";
import { median } from "../rounds.ts";
import type { Row } from "../row.ts";

export const signature: Row = {
  name: "signature",
  about: "GET a list of one configuration, signed and with a token, 50 connections",
  async run(bench) {
    const settings = { HOTSPOT_DATABASE_URL: `sqlite:${bench.folder}/signature.db` };
    await using server = await bench.service(settings);
    await createConfigs(server, 1);
    const key = await commandOf(settings, "access-key", "create", "--project", projectId);
    // A signature is valid for 15 minutes.
    const headers = await signRequest(
      { method: "GET", url: server.address + configsPath, headers: new Headers() },
      JSON.parse(key),
      { projectId },
    );
    const [signed, withToken] = await race(
      bench,
      [{ method: "GET" as const, path: configsPath, headers }, get(configsPath)].map((request) => ({
        server,
        traffic: { connections: 50, requests: [request] },
      })),
    );
    const [cpu = [], usual = []] = [signed?.cpu, withToken?.cpu];
    return [
      {
        what: "CPU time of a signed request beyond one with a token",
        unit: "µs",
        values: cpu.map((micros, round) => micros - (usual[round] ?? Number.NaN)),
        target: { atMost: 60 },
        detail: `${median(cpu).toFixed(1)} to ${median(usual).toFixed(1)} µs an answer`,
      },
    ];
  },
};
