import { startPostgres } from "../../test/postgres/server.ts";
import { addUsers, configsPath, createConfig, message, token, usersPath } from "../api.ts";
import type { Row } from "../bench.ts";
import type { Result, Target } from "../result.ts";
import { ratioOf } from "../spread.ts";
import { contest, crowded } from "../windows.ts";

/** How many configurations are changed by turns: seldom the same one by two requests at once. */
const manyConfigs = 500;

export const postgres: Row = {
  name: "postgres",
  about: "list of one, page of 100 and PATCH with PostgreSQL, against pg alone, 50 connections",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const server = servers.use(await startPostgres());
    await server.execute("CREATE DATABASE bench");
    const url = server.url("bench");
    const service = servers.use(await bench.service(url));
    const bare = servers.use(await bench.peer("bare-pg.ts", { token, headers: {}, body: url }));
    const { id } = await createConfig(service, [{ user_id: "1" }]);
    const results: Result[] = [];

    async function measure(what: string, requests: readonly string[], target?: Target) {
      const traffic = { connections: 50, requests };
      const courses = await contest(bench.windows, {
        service: { server: service, traffic },
        "bare pg": { server: bare, traffic },
      });
      results.push({
        what: `${what}, the same statements by pg behind node:http`,
        unit: "×",
        value: ratioOf(courses.service.rates, courses["bare pg"].rates),
        ...(target && { target }),
        detail: `${courses.service.detail}, ${courses["bare pg"].detail}${crowded(courses.service)}`,
      });
    }
    const half = { atLeast: 0.5 };
    await measure("list of one", [message("GET", configsPath)], half);
    await addUsers(service, id, 10_000);
    await measure("page of 100", [message("GET", `${usersPath(id)}?limit=100`)], half);
    const ids = [];
    for (let index = 0; index < manyConfigs; index++) ids.push((await createConfig(service)).id);
    const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 9 };
    const patches = ids.map((each) => message("PATCH", `${configsPath}/${each}`, settings));
    await measure("PATCH of different configs", patches, { atLeast: 0.6 });
    await measure("PATCH of one config", patches.slice(0, 1));
    return results;
  },
};
