import { besideDisturbance } from "../disturbance.ts";
import { get, usersPath } from "../project.ts";
import type { Row } from "../row.ts";

export const search: Row = {
  name: "search",
  about: "GET a small list 500 times a second, beside one client that searches a large list",
  async run(bench) {
    const { service, largeId, smallId } = await bench.large();
    // No name contains any of them, so that each search reads all names.
    const requests = Array.from({ length: 8192 }, (_, turn) =>
      get(`${usersPath(largeId)}?user_name=nobody-${turn}&limit=10`),
    );
    return besideDisturbance(bench, service, {
      steady: { connections: 20, pause: 40, requests: [get(usersPath(smallId))] },
      disturbing: { connections: 1, requests },
    });
  },
};
