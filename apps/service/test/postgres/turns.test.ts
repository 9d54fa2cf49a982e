import { expect, it } from "vitest";

import { turns } from "../../src/store/postgres/turns.ts";
import { StoreBusyError } from "../../src/store/store.ts";

it("lets as many searches run at once as are allowed, others in order, and refuses the rest", async () => {
  const searches = turns(2, 2);
  const started: number[] = [];
  const gates = [0, 1, 2, 3, 4].map(() => Promise.withResolvers<void>());
  const runs = gates.map((gate, index) =>
    searches.run(async () => {
      started.push(index);
      await gate.promise;
      if (index === 0) throw new Error("it failed");
    }),
  );
  const results = Promise.allSettled(runs);
  await expect(runs[4]).rejects.toThrow(StoreBusyError);
  expect(started).toEqual([0, 1]);
  expect(searches.waiting()).toBe(2);
  for (const gate of gates) gate.resolve();
  const statuses = ["rejected", "fulfilled", "fulfilled", "fulfilled", "rejected"];
  expect((await results).map(({ status }) => status)).toEqual(statuses);
  expect(started).toEqual([0, 1, 2, 3]);
  await expect(searches.run(async () => "again")).resolves.toBe("again");
});
