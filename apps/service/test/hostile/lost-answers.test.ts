import { connect } from "node:net";
import { once } from "node:events";

import { describe, expect, it } from "vitest";

import { startService } from "../service.ts";
import { close, json, requestsTo } from "./request-text.ts";

/** Sends all it has before it reads, as many clients do. */
async function sendWhole(port: number, head: string, bytes: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let isReset = false;
  socket.on("error", () => {
    isReset = true;
  });
  socket.pause();
  await once(socket, "connect");
  socket.write(head);
  const piece = Buffer.alloc(64 * 1024, "x");
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += piece.length) {
    await new Promise((resolve) => socket.write(piece.subarray(0, bytes - sent), resolve));
  }
  let received = "";
  socket.on("data", (chunk: Buffer) => (received += String(chunk)));
  if (!socket.destroyed) await once(socket.resume(), "close");
  return isReset ? `${received} and a reset` : received;
}

describe("an answer that is given before the body was read", () => {
  const bytes = 3 * 1024 * 1024;
  it.each([
    ["a body that is too large", 400, (to: ReturnType<typeof requestsTo>) => to.creation(json)],
    [
      "no credentials",
      401,
      (to: ReturnType<typeof requestsTo>) => to.creation(json).replace(/X-Auth-Token.*\r\n/, ""),
    ],
    [
      "an unknown path",
      404,
      (to: ReturnType<typeof requestsTo>) => to.creation(json).replace("/v1/", "/v2/"),
    ],
    [
      "a method that is not allowed",
      405,
      (to: ReturnType<typeof requestsTo>) => to.creation(json).replace("POST", "PUT"),
    ],
  ])("arrives each time: %s, %i", async (_, status, make) => {
    await using service = await startService();
    const address = new URL(await service.app.listen({ host: "127.0.0.1", port: 0 }));
    const head = make(requestsTo(service)).replace(
      /\r\n\r\n$/,
      `\r\nContent-Length: ${bytes}\r\n${close}\r\n\r\n`,
    );
    for (let turn = 0; turn < 4; turn++) {
      const answer = await sendWhole(Number(address.port), head, bytes);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*"WKS.00000${status}"[^]*\\}$`));
    }
  });

  it("is not followed by more than a bounded time and number of bytes", async () => {
    await using service = await startService({ discardTimeout: 60_000 });
    const address = new URL(await service.app.listen({ host: "127.0.0.1", port: 0 }));
    const head = requestsTo(service)
      .creation(json)
      .replace(/\r\n\r\n$/, `\r\nContent-Length: 1000000000\r\n\r\n`);
    expect(await sendWhole(Number(address.port), head, 1_000_000_000)).toContain("reset");
  });
});
