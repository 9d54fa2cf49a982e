import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";

import { describe, expect, it } from "vitest";

import { memoryBudget } from "../../src/http/memory-budget.ts";

const MiB = 1024 * 1024;

/** A real request, and the response to it, which nothing is written to. */
async function underWay() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? Number(address?.port) : 0;
  const client = connect(port, "127.0.0.1").on("error", () => undefined);
  client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const [, response] = (await once(server, "request")) as [IncomingMessage, ServerResponse];
  return {
    response,
    /** The client leaves, and the server has heard of it. */
    async leave(): Promise<void> {
      const closed = once(response, "close");
      client.resetAndDestroy();
      await closed;
    },
    [Symbol.dispose]() {
      client.destroy();
      server.close();
    },
  };
}

describe("the room for answers", () => {
  it("is bounded, and given back when the client is gone", async () => {
    using one = await underWay();
    using other = await underWay();
    const { takeAnswer } = memoryBudget(2 * MiB);
    expect(takeAnswer(one.response, 60 * MiB)).toBe(true);
    expect(takeAnswer(other.response, 5 * MiB)).toBe(false);
    await one.leave();
    expect(takeAnswer(other.response, 5 * MiB)).toBe(true);
  });

  it("is not taken by an answer whose client left before it was found", async () => {
    using gone = await underWay();
    using here = await underWay();
    const { takeAnswer } = memoryBudget(2 * MiB);
    await gone.leave();
    for (let count = 0; count < 10; count++) takeAnswer(gone.response, 10 * MiB);
    expect(takeAnswer(here.response, 60 * MiB)).toBe(true);
  });

  it("is had by one answer that is larger than all of it, alone", async () => {
    using one = await underWay();
    using other = await underWay();
    const { takeAnswer } = memoryBudget(2 * MiB);
    expect(takeAnswer(one.response, 100 * MiB)).toBe(true);
    expect(takeAnswer(other.response, MiB)).toBe(false);
    // What every connection may hold is not counted.
    expect(takeAnswer(other.response, 1000)).toBe(true);
  });
});
