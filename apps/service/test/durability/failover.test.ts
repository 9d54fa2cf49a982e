import { setTimeout as pause } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { startPair } from "../postgres/cluster.ts";
import { startHere } from "../process/start-here.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { configs, createShared, expectFound, settings, token, unanswered } from "./found.ts";
import { newLedger } from "./ledger.ts";
import { storm } from "./storm.ts";

const [rounds, mostWrites] = soaking ? [10, 2000] : [1, 150];

const statusOf = async (url: string) => {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
};

async function untilReadyz(address: string, status: 200 | 503): Promise<void> {
  while ((await statusOf(`${address}/readyz`)) !== status) await pause(20);
}

describe("two instances whose primary is killed during a storm of writes", () => {
  it(
    "are back within 10 s of the promotion of its synchronous standby, with every answered write",
    { timeout: soaking ? soakTimeout : 60_000 },
    async () => {
      let [slowest, answered, unknown] = [0, 0, 0];
      for (let round = 0; round < rounds; round++) {
        await using resources = new AsyncDisposableStack();
        const cluster = resources.use(await startPair("hotspot"));
        const start = async () =>
          resources.use(
            await startHere({ ...settings, HOTSPOT_DATABASE_URL: cluster.url("hotspot") }),
          );
        const instances = [await start(), await start()] as const;
        const [one, two] = [instances[0].address, instances[1].address];
        const target = { addresses: [one, two], configs, token } as const;
        const ledger = newLedger();
        const shared = await createShared(target);
        const killAfter = 1 + Math.floor(Math.random() * mostWrites);
        const kill = () => void process.kill(cluster.primary.pid, "SIGKILL");
        await storm(target, ledger, shared, killAfter, kill, false);
        // The processes of a killed server end a moment later.
        for (const address of [one, two]) await untilReadyz(address, 503);

        const begin = performance.now();
        await cluster.promote();
        await Promise.all([one, two].map((address) => untilReadyz(address, 200)));
        slowest = Math.max(slowest, performance.now() - begin);
        await expectFound(one, ledger, 0);
        await createShared(target);
        answered += ledger.answered;
        unknown += unanswered(ledger);
      }
      expect(slowest).toBeLessThan(10_000);
      tell(
        `failover: ${rounds} primaries killed, ${answered} answered writes, all found; ` +
          `${unknown} groups of unknown outcome, each whole or absent; ` +
          `ready at most ${Math.round(slowest)} ms after the promotion`,
      );
    },
  );
});
