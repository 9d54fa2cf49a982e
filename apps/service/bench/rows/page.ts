import { addUsers, createConfig, expectAnswer, message, pageOf, usersPath } from "../api.ts";
import type { Bench, Row } from "../bench.ts";
import type { Result, Target } from "../result.ts";
import { peerWith } from "../expectations.ts";
import { ratioOf } from "../spread.ts";
import { contest, crowded } from "../windows.ts";

const limit = 100;

interface Reading {
  /** How many users the config has. */
  readonly users: number;
  /** The requests, of a config of this id. */
  readonly requests: (configId: string) => string[];
  readonly target?: Target;
}

const page = (configId: string, offset: number) =>
  `${usersPath(configId)}?offset=${offset}&limit=${limit}`;

/** The service against bare node:http, which sends the bytes of the first page to everything. */
async function read(bench: Bench, { users, requests, target }: Reading): Promise<Result[]> {
  await using servers = new AsyncDisposableStack();
  const service = servers.use(await bench.service());
  const { id } = await createConfig(service);
  await addUsers(service, id, users);
  await expectAnswer(service, page(id, users - limit), pageOf(users, users - limit, limit));
  const first = await expectAnswer(service, page(id, 0), pageOf(users, 0, limit));
  const bare = servers.use(await peerWith(bench, "bare-http.ts", first, page(id, 0)));

  const traffic = { connections: 50, requests: requests(id) };
  const courses = await contest(bench.windows, {
    service: { server: service, traffic },
    "bare node:http": { server: bare, traffic },
  });
  const bareCourse = courses["bare node:http"];
  return [
    {
      what: "bare node:http, the same bytes",
      unit: "×",
      value: ratioOf(courses.service.rates, bareCourse.rates),
      ...(target !== undefined && { target }),
      detail: `${courses.service.detail}, ${bareCourse.detail}, ${first.body.length} bytes${crowded(bareCourse)}`,
    },
  ];
}

export const pageOfUsers: Row = {
  name: "page",
  about: "GET the first page of 100 users, 50 connections",
  run: (bench) =>
    read(bench, {
      users: 1000,
      requests: (id) => [message("GET", page(id, 0))],
      target: { atLeast: 0.5 },
    }),
};

export const differentPages: Row = {
  name: "page-walk",
  about: "GET 20,000 different pages of 100 users in turn: what no cache of answers helps",
  run: (bench) =>
    read(bench, {
      users: 20_100,
      // Neighbours in time are no neighbours in the table.
      requests: (id) =>
        Array.from({ length: 20_000 }, (_, turn) =>
          message("GET", page(id, (turn * 7919) % 20_000)),
        ),
    }),
};

export const pageAmongWrites: Row = {
  name: "page-writes",
  about: "GET the first page of 100 users, and after each 99 times a write to its config",
  run: (bench) =>
    read(bench, {
      users: 1000,
      requests: (id) =>
        Array.from({ length: 5000 }, (_, turn) =>
          turn % 100 === 99
            ? message("PATCH", usersPath(id), {
                update_type: turn % 200 === 99 ? "ADD" : "DELETE",
                non_migrate_users: [{ user_name: "night-batch" }],
              })
            : message("GET", page(id, 0)),
        ),
    }),
};
