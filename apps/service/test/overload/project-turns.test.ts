import { setTimeout } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { projectTurns } from "../../src/http/project-turns.ts";
import { startService } from "../service.ts";

describe("requests of several projects", () => {
  it("take turns: one does not wait for all that another project has sent", async () => {
    await using service = await startService();
    const url = "/v1/another-project/hotspot-session-config";
    const token = await service.addToken("another-project", "reader");
    const list = () => service.send({ method: "GET", url, token });
    await list();
    const order: string[] = [];
    const flood = Array.from({ length: 200 }, async () => {
      await service.send({ method: "GET", url: service.configs });
      order.push("flood");
    });
    const other = list().then(({ status }) => order.push(`other ${status}`));
    await Promise.all([...flood, other]);
    expect(order.indexOf("other 200")).toBeLessThan(100);
  });

  it("begin a few in a round of the event loop, and the others in the next ones", async () => {
    const takeTurn = projectTurns();
    takeTurn("other");
    const turns = Array.from({ length: 20 }, () => takeTurn("flood"));
    const waiting = turns.filter((turn) => turn !== undefined);
    expect(waiting).toHaveLength(12);
    let begun = 0;
    for (const turn of waiting) void turn.then(() => begun++);
    const rounds: number[] = [];
    while (begun < waiting.length) {
      await new Promise(setImmediate);
      rounds.push(begun);
    }
    expect(rounds).toEqual([8, 12]);
    expect(takeTurn("flood")).toBeUndefined();
  });
});

describe("requests of one project", () => {
  it("all begin at once, also some time after another project has sent some", async () => {
    const takeTurn = projectTurns(20);
    const beginAtOnce = () => Array.from({ length: 20 }, () => takeTurn("alone"));
    const all = beginAtOnce().map(() => undefined);
    expect(beginAtOnce()).toEqual(all);
    takeTurn("other");
    takeTurn("alone");
    while (beginAtOnce().some((turn) => turn !== undefined)) await setTimeout(5);
    expect(beginAtOnce()).toEqual(all);
  });
});
