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
      const { status } = await fetch(server.address + configsPath);
      equal(status, name === "bare node:http" ? 200 : 401, `${name}: without a token`);
      return { name, server, traffic, target: { atLeast } };
    };
    return await contest(bench, { server: service, traffic }, [
      await peer("bare node:http", "bare-http.js", 0.33),
      await peer("Express, express-openapi-validator", "express.ts", 1),
      await peer("openapi-backend", "openapi-backend.ts", 1),
    ]);
  },
};
