import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { newDatabase } from "../postgres/server.ts";
import { startProcess } from "../process/service-process.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { configs, createShared, expectFound, settings, token, unanswered } from "./found.ts";
import { newLedger } from "./ledger.ts";
import { storm } from "./storm.ts";

/** Where the service keeps everything, and a check of it that the service has no part in. */
interface Database extends AsyncDisposable {
  readonly url: string;
  expectIntact(): void;
}

async function sqliteFile(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), "hotspot-kill-"));
  const file = join(folder, "hotspot.db");
  return {
    url: `sqlite:${file}`,
    expectIntact() {
      using database = new DatabaseSync(file, { readOnly: true });
      expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    },
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  };
}

const postgresDatabase = async (): Promise<Database> => ({
  ...(await newDatabase()),
  expectIntact: () => undefined,
});

const mostWrites = soaking ? 1500 : 400;
/** How each ends, and how often. */
const ends = [
  { engine: "SQLite", make: sqliteFile, signal: "SIGKILL", times: soaking ? 200 : 2, exitCode: -1 },
  { engine: "SQLite", make: sqliteFile, signal: "SIGTERM", times: soaking ? 50 : 1, exitCode: 0 },
  {
    engine: "PostgreSQL",
    make: postgresDatabase,
    signal: "SIGKILL",
    times: soaking ? 50 : 1,
    exitCode: -1,
  },
  {
    engine: "PostgreSQL",
    make: postgresDatabase,
    signal: "SIGTERM",
    times: soaking ? 50 : 1,
    exitCode: 0,
  },
] as const;

describe.each(ends)(
  "a service with $engine that ends by $signal during a storm of writes",
  (end) => {
    const { engine, make, signal, times, exitCode } = end;
    it(
      "has every write that it answered, none by half, and an intact database",
      { timeout: soaking ? soakTimeout : 60_000 },
      async () => {
        await using resources = new AsyncDisposableStack();
        const database = resources.use(await make());
        const start = () =>
          resources.use(startProcess({ ...settings, HOTSPOT_DATABASE_URL: database.url }));
        let service = start();
        const total = { answered: 0, unanswered: 0, known: 0 };
        for (let round = 0; round < times; round++) {
          const target = { addresses: [await service.ready()], configs, token } as const;
          const ledger = newLedger();
          const shared = await createShared(target);
          const victim = service;
          const killAfter = 1 + Math.floor(Math.random() * mostWrites);
          const kill = () => void victim.send(signal);
          await storm(target, ledger, shared, killAfter, kill, signal === "SIGKILL");
          expect(await victim.closed).toBe(exitCode);

          service = start();
          total.known = await expectFound(await service.ready(), ledger, total.known);
          database.expectIntact();
          total.answered += ledger.answered;
          total.unanswered += unanswered(ledger);
        }
        expect(await service.stop()).toBe(0);
        tell(
          `durability, ${engine}: ${times} times ${signal}, ${total.answered} answered writes, all found; ` +
            `${total.unanswered} unanswered groups, each whole or absent; integrity ok each time`,
        );
      },
    );
  },
);
