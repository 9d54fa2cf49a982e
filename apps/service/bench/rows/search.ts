import { equal } from "node:assert/strict";

import { call, expectAnswer, message, userAt, usersPath } from "../api.ts";
import type { Row } from "../bench.ts";
import { type LargeConfig, largeConfig } from "../large-config.ts";
import { startLoad } from "../load.ts";
import { ratioOf, spreadOf } from "../spread.ts";
import { interleave } from "../windows.ts";

/** Small GETs a second: far from what the service can do, so that what they wait for is the search. */
const smallPerSecond = 500;

/**
 * Searches that find one user (or those whose number begins like it), many and nobody, in turn; in
 * another case than the names have, and each only once in a long while: a cache of answers cannot
 * help.
 */
const termsFor = (users: number): string[] =>
  Array.from({ length: 4096 }, (_, turn) => {
    const hex = turn.toString(16).padStart(3, "0").toUpperCase();
    return [`-${users - 1 - (turn % users)}`, `U${hex}`, `NOBODY${hex}`];
  }).flat();

const searchPath = (configId: string, term: string) =>
  `${usersPath(configId)}?user_name=${term}&limit=10`;

async function expectCounts({ service, configId, users }: LargeConfig): Promise<void> {
  const asked = termsFor(users).slice(0, 3);
  const terms = asked.map((term) => term.toLowerCase());
  const counts = terms.map(() => 0);
  for (let index = 0; index < users; index++) {
    const { user_name } = userAt(index);
    for (const [at, term] of terms.entries()) {
      if (user_name.includes(term)) counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  for (const [at, term] of asked.entries()) {
    const { body } = await call(service, searchPath(configId, term));
    equal(JSON.parse(body).total_count, counts[at], `the total of those with ${term} is wrong`);
  }
}

export const search: Row = {
  name: "search",
  about: "GET a small list 500 times a second, while another client searches a large config",
  async run(bench) {
    const large = await largeConfig(bench);
    const { service, configId, smallConfigId, users } = large;
    await expectCounts(large);
    await expectAnswer(service, usersPath(smallConfigId), {
      total_count: 1,
      non_migrate_users: [{ user_name: "night-batch" }],
    });
    using small = await startLoad({
      port: service.port,
      connections: 50,
      requests: [message("GET", usersPath(smallConfigId))],
      perSecond: smallPerSecond,
    });
    using searches = await startLoad({
      port: service.port,
      connections: 1,
      requests: termsFor(users).map((term) => message("GET", searchPath(configId, term))),
    });
    // Long enough for a few searches, and for a 99th percentile that is not the longest.
    const ms = Math.max(bench.windows.ms, 1000);
    const subjects = {
      async beside() {
        const [answered, searched] = await Promise.all([small.window(ms), searches.window(ms)]);
        return { ...answered, searched: searched.p50 };
      },
      async alone() {
        return { ...(await small.window(ms)), searched: 0 };
      },
    };
    await interleave(1, subjects);
    const { beside, alone } = await interleave(bench.windows.rounds, subjects);
    const p99Alone = alone.map(({ p99 }) => p99);
    const p99Beside = beside.map(({ p99 }) => p99);
    const millis = (values: readonly number[]) =>
      `${(spreadOf(values).median / 1000).toFixed(1)} ms`;
    const longest = millis([Math.max(...beside.map((sample) => sample.longest))]);
    const searching = millis(beside.map(({ searched }) => searched));
    return [
      {
        what: "99th percentile of small GETs beside a search to that without",
        unit: "×",
        value: ratioOf(p99Beside, p99Alone),
        detail: `${millis(p99Beside)} (longest ${longest}) and ${millis(p99Alone)}; a search of ${users.toLocaleString("en")} users took ${searching}`,
      },
    ];
  },
};
