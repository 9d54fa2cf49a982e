import { describe, expect, it } from "vitest";

import { turns } from "../../src/store/turns.ts";

describe("owners of a queue", () => {
  it("take turns, each in its own order", () => {
    const queue = turns<string>();
    for (const item of ["a1", "a2", "a3", "b1", "c1", "c2"]) queue.add(item.charAt(0), item);
    expect(queue.length).toBe(6);
    const taken = [queue.take(), queue.take()];
    queue.add("b", "b2");
    while (queue.length > 0) taken.push(queue.take());
    expect(taken).toEqual(["a1", "b1", "c1", "a2", "b2", "c2", "a3"]);
    expect(queue.take()).toBeUndefined();
  });
});
