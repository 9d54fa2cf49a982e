import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { newDatabase } from "../postgres/server.ts";
import { startProcess } from "../process/service-process.ts";
import { startHere } from "../process/start-here.ts";
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

const mostWrites = soaking ? 500 : 200;
/**
 * How often each is killed, and how often stopped, one after the other on the same database; and on how
 * many databases, since looking whether one is intact takes longer the larger it is.
 */
const engines = [
  { engine: "SQLite", make: sqliteFile, databases: soaking ? 5 : 1, kills: soaking ? 40 : 1 },
  {
    engine: "PostgreSQL",
    make: postgresDatabase,
    databases: soaking ? 5 : 1,
    kills: soaking ? 10 : 1,
  },
] as const;
const stops = soaking ? 10 : 1;

describe.each(engines)(
  "a service with $engine that is killed, or told to end, during a storm of writes",
  ({ engine, make, databases, kills }) => {
    it(
      "has every write that it answered, none by half, and an intact database",
      { timeout: soaking ? soakTimeout : 60_000 },
      async () => {
        const total = { answered: 0, unanswered: 0 };
        for (let count = 0; count < databases; count++) {
          await using database = await make();
          const environment = { ...settings, HOTSPOT_DATABASE_URL: database.url };
          let known = 0;
          for (let round = 0; round < kills + stops; round++) {
            const signal = round < kills ? "SIGKILL" : "SIGTERM";
            await using victim = startProcess(environment);
            const target = { addresses: [await victim.ready()], configs, token } as const;
            const ledger = newLedger();
            const shared = await createShared(target);
            const killAfter = 1 + Math.floor(Math.random() * mostWrites);
            const kill = () => void victim.send(signal);
            await storm(target, ledger, shared, killAfter, kill, signal === "SIGKILL");
            expect(await victim.closed).toBe(signal === "SIGKILL" ? -1 : 0);

            await using next = await startHere(environment);
            known = await expectFound(next.address, ledger, known);
            database.expectIntact();
            total.answered += ledger.answered;
            total.unanswered += unanswered(ledger);
          }
        }
        tell(
          `durability, ${engine}: ${databases * kills} times killed, ${databases * stops} times stopped, ${total.answered} answered writes, all found; ` +
            `${total.unanswered} unanswered groups, each whole or absent; integrity ok each time`,
        );
      },
    );
  },
);
