import { equal } from "node:assert/strict";

import { contest, type Peer } from "../contest.ts";
import { answerOf, configsPath, createConfigs, get } from "../project.ts";
import type { Row } from "../row.ts";

export const listOne: Row = {
  name: "list-one",
  about: "GET the list of one configuration with one user, 50 connections",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const service = servers.use(await bench.service());
    await createConfigs(service, 1, { user_id: "da16f9b8bc9444029cc171a4f7286353" });
    const answer = await answerOf(service, configsPath);
    const traffic = { connections: 50, requests: [get(configsPath)] };
    const peer = async (name: string, program: string, atLeast: number): Promise<Peer> => {
      const server = servers.use(await bench.peer(program, answer));
      equal((await answerOf(server, configsPath)).body, answer.body);
      return { name, server, traffic, target: { atLeast } };
    };
    const bare = await peer("bare node:http", "bare-http.js", 0.33);
    const contractFirst = [
      await peer("Express, express-openapi-validator", "express.ts", 1),
      await peer("openapi-backend", "openapi-backend.ts", 1),
    ];
    for (const { server } of contractFirst) {
      const { status } = await fetch(`${server.address}${configsPath}?limit=1000`);
      equal(status, 401, "a contract-first peer must check what it is compared for checking");
    }
    return await contest(bench, { server: service, traffic }, [bare, ...contractFirst]);
  },
};
