import { contest } from "../contest.ts";
import { get, usersPath } from "../project.ts";
import type { Row } from "../row.ts";

export const deepPage: Row = {
  name: "deep-page",
  about: "GET pages of 100 users with their total at the end of a large configuration, one client",
  async run(bench) {
    const { service: server, largeId, users } = await bench.large();
    const last = users - 100;
    // No page is repeated soon, so that no cache helps.
    const walk = (offsetAt: (turn: number) => number) => {
      const requests = Array.from({ length: Math.min(20_000, users / 4) }, (_, turn) =>
        get(`${usersPath(largeId)}?offset=${offsetAt(turn)}&limit=100`),
      );
      return { server, traffic: { connections: 1, requests } };
    };
    // At most 1.5 times as slow.
    const first = { name: "the first pages", target: { atLeast: 0.67 }, ...walk((turn) => turn) };
    const deep = walk((turn) => last - turn);
    return contest(bench, deep, [first]);
  },
};
