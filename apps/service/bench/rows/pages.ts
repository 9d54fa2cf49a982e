import { contest } from "../contest.ts";
import { answerOf, clientOf, createConfigs, get, usersPath, usersUpTo } from "../project.ts";
import type { Row } from "../row.ts";

export const pages: Row = {
  name: "pages",
  about: "GET different pages of 100 users, none repeated soon, 50 connections",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const service = servers.use(await bench.service());
    const [id = ""] = await createConfigs(service, 1);
    const offsets = bench.quick ? 900 : 20_000;
    await clientOf(service).nonMigrationUsers.add(id, usersUpTo(offsets + 100));
    // Consecutive requests are for distant pages: 7919 is a prime.
    const requests = Array.from({ length: offsets }, (_, turn) =>
      get(`${usersPath(id)}?offset=${(turn * 7919) % offsets}&limit=100`),
    );
    const answer = await answerOf(service, requests[0]?.path ?? "");
    const bare = servers.use(await bench.peer("bare-http.js", answer));

    const traffic = { connections: 50, requests };
    return await contest(bench, { server: service, traffic }, [
      { name: "bare node:http", server: bare, traffic, target: { atLeast: 0.18 } },
    ]);
  },
};
