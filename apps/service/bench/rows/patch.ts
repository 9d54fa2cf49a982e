import { contest } from "../contest.ts";
import { createConfigs, differentPatches, token } from "../project.ts";
import type { Row } from "../row.ts";

export const patch: Row = {
  name: "patch",
  about: "PATCH different configurations, each answered once it is on disk, 50 connections",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const service = servers.use(await bench.service());
    const ids = await createConfigs(service, 200);
    const given = { token, file: `${bench.folder}/one-commit.db`, ids };
    const peer = servers.use(await bench.peer("one-commit.ts", given));
    const traffic = { connections: 50, requests: differentPatches(ids) };
    return await contest(bench, { server: service, traffic }, [
      { name: "one commit a request", server: peer, traffic, target: { atLeast: 3 } },
    ]);
  },
};
