import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type FindingsBy, findingsOf, type Net, nets } from "./nets.ts";
import { startBuilt, startDefective } from "./services.ts";

const all = Object.keys(nets) as Net[];

let built: FindingsBy | undefined;
let copied: FindingsBy | undefined;
let stop: () => Promise<void>;
beforeAll(async () => {
  const service = await startBuilt();
  const copy = await startDefective([{ name: "nothing is wrong", patches: [], caughtBy: [] }]);
  stop = async () => {
    await service[Symbol.asyncDispose]();
    await copy[Symbol.asyncDispose]();
  };
  [built, copied] = await findingsOf([service.target, ...copy.targets], () => all);
}, 120_000);
afterAll(() => stop());

describe("the built service", () => {
  it.each(all)("keeps the contract, by %s", (net) => {
    expect(built?.[net]).toEqual([]);
  });

  it.each(all)("keeps it as a copy, too, so that %s find nothing but the defects", (net) => {
    expect(copied?.[net]).toEqual([]);
  });
});
