import { EventEmitter, once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { sendPieces } from "../../src/http/answer.ts";

const large = "x".repeat(1024 * 1024);

/** A server that answers one request in pieces, and a client that has asked. */
async function asked(pieces: AsyncGenerator<string>) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  const client = connect(typeof at === "object" && at !== null ? at.port : 0, "127.0.0.1");
  client.on("error", () => undefined).pause();
  client.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const [, response] = (await once(server, "request")) as [unknown, ServerResponse];
  const sent = sendPieces(response, "id", await pieces.next(), pieces);
  return { client, response, sent, [Symbol.dispose]: () => void closeBoth(client, server) };
}

function closeBoth(client: Socket, server: ReturnType<typeof createServer>): void {
  client.destroy();
  server.close();
}

async function* brokenPieces() {
  yield "x";
  throw new Error("the store is gone");
}

describe("an answer in pieces", () => {
  it("is made no faster than it is read", async () => {
    let made = 0;
    async function* pieces() {
      for (; made < 24; made++) yield large;
    }
    using answer = await asked(pieces());
    await once(answer.client, "readable");
    expect(made).toBeLessThan(20);
    expect((await text(answer.client)).length).toBeGreaterThan(24 * large.length);
    await answer.sent;
  });

  it.each(["while a piece is read", "while the next one is made"])(
    "ends where its client leaves %s",
    async (moment) => {
      const maker = new EventEmitter();
      let hasEnded = false;
      async function* pieces() {
        try {
          yield moment === "while a piece is read" ? large.repeat(16) : "x";
          maker.emit("asked");
          await once(maker, "go on");
          for (;;) yield large;
        } finally {
          hasEnded = true;
        }
      }
      const askedForMore = once(maker, "asked");
      using answer = await asked(pieces());
      if (moment === "while the next one is made") await askedForMore;
      const left = once(answer.response, "close");
      answer.client.resetAndDestroy();
      await left;
      maker.emit("go on");
      await answer.sent;
      expect(hasEnded).toBe(true);
    },
  );

  it("is cut off where a piece cannot be made", async () => {
    using answer = await asked(brokenPieces());
    await expect(answer.sent).rejects.toThrow("the store is gone");
    expect(await text(answer.client).catch(() => "")).not.toMatch(/\r\n0\r\n\r\n$/);
  });
});
