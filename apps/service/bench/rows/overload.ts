import { besideDisturbance } from "../disturbance.ts";
import { createConfigs, differentPatches, get, usersPath } from "../project.ts";
import type { Row } from "../row.ts";

export const overload: Row = {
  name: "overload",
  about: "GET a small list 200 times a second, beside 2,000 connections that write without a pause",
  async run(bench) {
    await using service = await bench.service();
    const [read = "", ...written] = await createConfigs(service, 201);
    await using elsewhere = await bench.peer("bare-http.js", { body: "{}" });
    return await besideDisturbance(bench, service, {
      steady: { connections: 20, pause: 100, requests: [get(usersPath(read))] },
      disturbing: { connections: bench.quick ? 200 : 2000, requests: differentPatches(written) },
      target: { atMost: 5 },
      elsewhere,
    });
  },
};
