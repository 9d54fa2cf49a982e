import type { Request } from "autocannon";

import { startPostgres } from "../../test/postgres/server.ts";
import { contest } from "../contest.ts";
import {
  clientOf,
  configsPath,
  createConfigs,
  differentPatches,
  get,
  token,
  usersPath,
  usersUpTo,
} from "../project.ts";
import type { Row } from "../row.ts";

export const postgres: Row = {
  name: "postgres",
  about: "list of one, page of 100 and PATCH with PostgreSQL, against pg alone, 50 connections",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const server = servers.use(await startPostgres());
    await server.execute("CREATE DATABASE bench");
    const url = server.url("bench");
    const service = servers.use(await bench.service({ HOTSPOT_DATABASE_URL: url }));
    const bare = servers.use(await bench.peer("bare-pg.ts", { token, url }));
    const besideBare = (what: string, requests: Request[], atLeast: number) => {
      const traffic = { connections: 50, requests };
      const name = `bare pg behind bare node:http, ${what}`;
      return contest(bench, { server: service, traffic }, [
        { name, server: bare, traffic, target: { atLeast } },
      ]);
    };
    const [id = ""] = await createConfigs(service, 1);
    const list = await besideBare("list of one", [get(configsPath)], 0.5);
    await clientOf(service).nonMigrationUsers.add(id, usersUpTo(10_000));
    const page = await besideBare("page of 100", [get(`${usersPath(id)}?limit=100`)], 0.5);
    // So many that two requests seldom change the same one at a time.
    const patches = differentPatches(await createConfigs(service, 500));
    return [...list, ...page, ...(await besideBare("PATCH of different configs", patches, 0.6))];
  },
};
