import { deepEqual } from "node:assert/strict";

import { call, configsPath, createConfig, message, projectId, token } from "../api.ts";
import type { Row } from "../bench.ts";
import { ratioOf } from "../spread.ts";
import { contest } from "../windows.ts";

const configCount = 200;

const settings = (num: number) => ({
  hotspot_session_migration_enable: num % 2 === 0,
  hotspot_exit_session_num: num,
});

export const durablePatch: Row = {
  name: "patch",
  about: "PATCH different configs, each answered once it is on disk, 50 clients",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const service = servers.use(await bench.service());
    const ids: string[] = [];
    for (let index = 0; index < configCount; index++) ids.push((await createConfig(service)).id);
    const alone = servers.use(
      await bench.peer("one-commit.ts", {
        token,
        projectId,
        database: bench.file("one-commit.db"),
        configIds: ids,
      }),
    );
    const [id] = ids;
    for (const server of [service, alone]) {
      const body = JSON.stringify(settings(7));
      const answer = await call(server, `${configsPath}/${id}`, { method: "PATCH", body });
      deepEqual(JSON.parse(answer.body), { id, ...settings(7) });
    }

    // Other values each time round: SQLite does not write what is there already.
    const requests = Array.from({ length: 101 }, (_, num) =>
      ids.map((each) => message("PATCH", `${configsPath}/${each}`, settings(num))),
    ).flat();
    const traffic = { connections: 50, requests };
    const courses = await contest(bench.windows, {
      service: { server: service, traffic },
      "one commit a request": { server: alone, traffic },
    });
    return [
      {
        what: "one commit a request, on node:http and node:sqlite",
        unit: "×",
        value: ratioOf(courses.service.rates, courses["one commit a request"].rates),
        target: { atLeast: 3 },
        detail: `${courses.service.detail}, ${courses["one commit a request"].detail}`,
      },
    ];
  },
};
