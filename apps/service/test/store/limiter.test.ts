import { describe, expect, it } from "vitest";

import { limiter } from "../../src/store/limiter.ts";
import { StoreBusyError } from "../../src/store/store.ts";

const limits = { what: "searches", running: 2, waiting: 5 };

/** Calls of a limiter in the order in which they were begun; each ends when its gate is opened. */
function calls(limited: ReturnType<typeof limiter>) {
  const begun: string[] = [];
  const gate = Promise.withResolvers<void>();
  return {
    begun,
    open: gate.resolve,
    run: (name: string) =>
      limited.run(name.charAt(0), async () => {
        begun.push(name);
        await gate.promise;
        if (name === "a1") throw new Error("it failed");
      }),
  };
}

describe("calls beyond those that may run at once", () => {
  it("wait, and their owners take turns, also after one that fails", async () => {
    const limited = limiter(limits);
    const { begun, run, open } = calls(limited);
    const results = Promise.allSettled(["a1", "a2", "a3", "a4", "b1", "b2", "c1"].map(run));
    expect(begun).toEqual(["a1", "a2"]);
    expect(limited.waiting()).toBe(5);
    open();
    const statuses = (await results).map(({ status }) => status);
    expect(statuses).toEqual(["rejected", ...Array.from({ length: 6 }, () => "fulfilled")]);
    expect(begun).toEqual(["a1", "a2", "a3", "b1", "c1", "a4", "b2"]);
    await expect(limited.run("a", async () => "again")).resolves.toBe("again");
  });

  it("are refused where too many wait, or four fifths of them are of one owner", async () => {
    const { run, open } = calls(limiter(limits));
    const waiting = ["a1", "a2", "a3", "a4", "a5", "a6"].map(run);
    const results = Promise.allSettled(waiting);
    await expect(run("a7")).rejects.toThrow(StoreBusyError);
    const other = run("b1");
    await expect(run("c1")).rejects.toThrow(StoreBusyError);
    open();
    await Promise.all([results, other]);
  });

  it("are refused once they have waited for too long, and leave no place taken", async () => {
    const limited = limiter({ ...limits, running: 1, patience: 5 });
    const { begun, run, open } = calls(limited);
    const first = run("a2");
    await expect(run("b1")).rejects.toThrow(StoreBusyError);
    expect(limited.waiting()).toBe(0);
    open();
    await first;
    await run("c1");
    expect(begun).toEqual(["a2", "c1"]);
  });
});
