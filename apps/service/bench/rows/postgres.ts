import type { Request } from "autocannon";

import { startPostgres } from "../../test/postgres/server.ts";
import { derived } from "../../src/store/postgres/copy.ts";
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
import { compareDepths } from "./deep-page.ts";

export const postgres: Row = {
  name: "postgres",
  about: "list, pages and durable PATCH with PostgreSQL, against pg alone, 50 connections",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const server = servers.use(await startPostgres(["fsync=on"]));
    await server.execute("CREATE DATABASE bench");
    const url = server.url("bench");
    const service = servers.use(await bench.service({ HOTSPOT_DATABASE_URL: url }));
    const bare = servers.use(await bench.peer("bare-pg.ts", { token, url }));
    const besideBare = (what: string, requests: Request[], atLeast: number) => {
      const traffic = { connections: 50, requests };
      const name = `pg behind node:http, ${what}`;
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
    const patch = await besideBare("PATCH of different configs", patches, 0.6);
    const traffic = { connections: 50, requests: patches };
    const statements = await contest(bench, { server: service, traffic }, [
      {
        name: "pg alone, the statements of PATCH",
        server: bare,
        traffic: async (ms) => {
          const answer = await fetch(bare.address, { method: "POST", body: String(ms) });
          return JSON.parse(await answer.text());
        },
        target: { atLeast: 0.6 },
      },
    ]);
    const [large = ""] = await createConfigs(service, 1);
    await server.execute(fill(large, bench.users), "bench");
    const deep = await compareDepths(bench, service, large, bench.users);
    return [...list, ...page, ...patch, ...statements, ...deep];
  },
};

/** Fills a configuration of one user as a copy does; through the API it would take an hour. */
const fill = (configId: string, users: number) => `
  INSERT INTO users (project_id, config, place, user_id, user_name, folded_name)
    SELECT project_id, seq, place, md5(place::text), 'u' || place, 'u' || place
    FROM configs CROSS JOIN generate_series(1, ${users - 1}) AS place WHERE id = '${configId}';
  ${derived}`;
