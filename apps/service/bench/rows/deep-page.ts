import { contest } from "../contest.ts";
import { get, usersPath } from "../project.ts";
import type { Bench, Row } from "../row.ts";
import type { Server } from "../server.ts";

/** Compares the last pages of a configuration with the first: at most 1.5 times as slow. */
export function compareDepths(bench: Bench, server: Server, id: string, users: number) {
  // No page is repeated soon, so that no cache helps.
  const walk = (offsetAt: (turn: number) => number) => {
    const requests = Array.from({ length: Math.min(20_000, users / 4) }, (_, turn) =>
      get(`${usersPath(id)}?offset=${offsetAt(turn)}&limit=100`),
    );
    return { server, traffic: { connections: 1, requests } };
  };
  const first = { name: "the first pages", target: { atLeast: 0.67 }, ...walk((turn) => turn) };
  const deep = walk((turn) => users - 100 - turn);
  return contest(bench, deep, [first]);
}

export const deepPage: Row = {
  name: "deep-page",
  about: "GET pages of 100 users with their total at the end of a large configuration, one client",
  async run(bench) {
    const { service, largeId, users } = await bench.large();
    return compareDepths(bench, service, largeId, users);
  },
};
