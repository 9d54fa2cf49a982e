import { beforeAll, describe, expect, it } from "vitest";

import { soaking, soakTimeout } from "../soak.ts";
import type { Defect } from "./defect.ts";
import { type FindingsBy, findingsOf, type Net, nets } from "./nets.ts";
import { startDefective } from "./services.ts";

/**
 * Starts a copy of the built service with each of the defects, and expects the first of the nets
 * that are named for it to find it. The long form tries every net, and expects those that are named
 * to find it and no other: so it is known what each of them is worth.
 */
export function expectCaught(what: string, defects: readonly Defect[]): void {
  const wanted = ({ caughtBy }: Defect): readonly Net[] =>
    soaking ? (Object.keys(nets) as Net[]) : caughtBy.slice(0, 1);

  let found: ReadonlyMap<Defect, FindingsBy> = new Map();
  beforeAll(
    async () => {
      await using services = await startDefective(defects);
      const findings = await findingsOf(services.targets, (index) => {
        const defect = defects[index];
        return defect === undefined ? [] : wanted(defect);
      });
      found = new Map(defects.map((defect, index) => [defect, findings[index] ?? {}]));
    },
    soaking ? soakTimeout : 120_000,
  );

  describe(`a service whose ${what}`, () => {
    it.each(defects.map((defect) => [defect.name, defect.caughtBy.join(", "), defect] as const))(
      "%s is caught by %s",
      (_, _names, defect) => {
        const findings = found.get(defect) ?? {};
        const by = wanted(defect).filter((net) => (findings[net] ?? []).length > 0);
        const expected = wanted(defect).filter((net) => defect.caughtBy.includes(net));
        expect(expected.length, "by no net").toBeGreaterThan(0);
        expect(by, JSON.stringify(findings, undefined, 2)).toEqual(expected);
      },
    );
  });
}
