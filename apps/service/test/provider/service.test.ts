import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { soaking, soakTimeout } from "../soak.ts";
import type { Defect } from "./defect.ts";
import { defects, wrecks } from "./defects.ts";
import { type FindingsBy, findingsOf, type Net, nets } from "./nets.ts";
import { startDefective } from "./services.ts";
import type { Target } from "./target.ts";

// The built service as it is, and with each of the defects. All are thrown into the nets at once: most
// of the time of a net is its start.

const all = Object.keys(nets) as Net[];
const flawless: Defect = { name: "nothing is wrong", patches: [], caughtBy: {} };
const seeded = Object.values(defects).flat();
/**
 * Mistakes in what is written for each engine are tried on both; the long form tries those on both, too,
 * that are written once.
 */
const stored = soaking ? /^store\/(?:entries|postgres)\// : /^store\/postgres\//;
const seededInPostgres = seeded.flatMap((defect) => {
  const patches = defect.inPostgres ?? defect.patches;
  const isStored = patches.every(({ file }) => stored.test(file));
  return isStored ? [{ ...defect, name: `${defect.name}, in PostgreSQL`, patches }] : [];
});
const flawlessInPostgres: Defect = { ...flawless };
const copies = [flawless, ...wrecks, ...seeded, flawlessInPostgres, ...seededInPostgres];
const inPostgres: ReadonlySet<Defect> = new Set([flawlessInPostgres, ...seededInPostgres]);

const namedBy = ({ caughtBy }: Defect) => Object.keys(caughtBy) as Net[];

/**
 * The long form tries every net, so it is known of each what it is worth. The short form tries the first,
 * and one that starts a proxy for each service only where no other net is named.
 */
function wanted(copy: Defect): readonly Net[] {
  const named = namedBy(copy);
  if (soaking || named.length === 0) return all;
  return [named.find((net) => net !== "verified calls") ?? "verified calls"];
}

/**
 * In the short form, a symptom's flow up to its step is enough, and for a service that shows others the
 * very first step: what is found after the first finding decides nothing.
 */
function stepsOf(copy: Defect): Target["steps"] {
  if (soaking || copy === flawless || copy === flawlessInPostgres) return undefined;
  const [, flow = "configurations", last = "create"] =
    /^\^([\w-]+)\\\/(\w+): /.exec(copy.caughtBy.workflows?.source ?? "") ?? [];
  return { flow, last };
}

let found: ReadonlyMap<Defect, FindingsBy> = new Map();
const running = new AsyncDisposableStack();
beforeAll(
  async () => {
    const started = running.use(
      await startDefective(
        copies.map((defect) => ({
          defect,
          engine: inPostgres.has(defect) ? "PostgreSQL" : "SQLite",
          steps: stepsOf(defect),
        })),
      ),
    );
    const findings = await findingsOf(started.targets, (index) =>
      wanted(copies[index] ?? flawless),
    );
    found = new Map(copies.map((copy, index) => [copy, findings[index] ?? {}]));
  },
  soaking ? soakTimeout : 120_000,
);
afterAll(() => running.disposeAsync());

describe("the built service", () => {
  it.each(all)("keeps the contract, by %s", (net) => {
    expect(found.get(flawless)?.[net]).toEqual([]);
  });

  it.each(all)("keeps it with PostgreSQL, by %s", (net) => {
    expect(found.get(flawlessInPostgres)?.[net]).toEqual([]);
  });
});

describe.each([...Object.entries(defects), ["storage", seededInPostgres] as const])(
  "a service whose %s",
  (_, own) => {
    it.each(own.map((defect) => [defect.name, namedBy(defect).join(", "), defect] as const))(
      "%s is caught by %s",
      (_name, _nets, defect) => {
        const findings = found.get(defect) ?? {};
        const by = wanted(defect).filter((net) => (findings[net] ?? []).length > 0);
        expect(by, JSON.stringify(findings, undefined, 2)).toEqual(
          all.filter((net) => wanted(defect).includes(net) && defect.caughtBy[net] !== undefined),
        );
        expect(by.length, "by no net").toBeGreaterThan(0);
        // Something else that is wrong with it is not the defect that was put in.
        for (const net of by) expect(findings[net]?.[0], net).toMatch(defect.caughtBy[net] ?? /^$/);
      },
    );
  },
);

describe.each(wrecks)("a service that $name", (wreck) => {
  it.each(all)("is caught by %s", (net) => {
    expect(found.get(wreck)?.[net]).not.toEqual([]);
  });

  it("is not taken for any of the defects", () => {
    const mistaken = Object.values(defects)
      .flat()
      .flatMap(({ name, caughtBy }) =>
        Object.entries(caughtBy)
          .filter(([net, symptom]) => symptom.test(found.get(wreck)?.[net as Net]?.[0] ?? ""))
          .map(([net]) => `${name}, by ${net}`),
      );
    expect(mistaken).toEqual([]);
  });
});
