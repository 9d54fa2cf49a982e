import { createHotspotClient } from "@hotspot-session/client";

import { commandOf } from "../command.ts";
import { besideDisturbance } from "../disturbance.ts";
import { createConfigs, differentPatches } from "../project.ts";
import type { Row } from "../row.ts";

const projectId = "another-project";
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };

export const neighbour: Row = {
  name: "neighbour",
  about: "GET a list of one project 50 times a second, beside a flood by another, 200 connections",
  async run(bench) {
    const database = { HOTSPOT_DATABASE_URL: `sqlite:${bench.folder}/neighbour.db` };
    await using server = await bench.service(database);
    const flooded = await createConfigs(server, 200);
    const made = await commandOf(database, "token", "create", "--project", projectId);
    const { token }: { token: string } = JSON.parse(made);
    const { configs } = createHotspotClient({ baseUrl: server.address, projectId, token });
    await configs.create(settings);
    const request = {
      method: "GET" as const,
      path: `/v1/${projectId}/hotspot-session-config`,
      headers: { "x-auth-token": token },
    };
    await using elsewhere = await bench.peer("bare-http.js", { body: "{}" });
    return await besideDisturbance(bench, server, {
      steady: { connections: 2, pause: 40, requests: [request] },
      disturbing: { connections: 200, requests: differentPatches(flooded) },
      target: { atMost: 2 },
      elsewhere,
    });
  },
};
