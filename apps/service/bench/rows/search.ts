import { besideDisturbance } from "../disturbance.ts";
import { get, usersPath } from "../project.ts";
import type { Row } from "../row.ts";

export const search: Row = {
  name: "search",
  about:
    "GET a small list 500 times a second, beside one client that searches a large configuration",
  async run(bench) {
    const { service, largeId, smallId } = await bench.large();
    // Terms that many names contain and terms that none does, in turn, none repeated soon.
    const requests = Array.from({ length: 8192 }, (_, turn) => {
      const term = (turn % 2 === 0 ? "U" : "NOBODY") + (turn >> 1).toString(16).padStart(3, "0");
      return get(`${usersPath(largeId)}?user_name=${term}&limit=10`);
    });
    const figure = await besideDisturbance(bench, service, {
      steady: { connections: 20, connectionRate: 25, requests: [get(usersPath(smallId))] },
      disturbing: { connections: 1, requests },
    });
    return [figure];
  },
};
