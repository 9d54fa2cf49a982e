import { connect } from "node:net";
import { once } from "node:events";

import { describe, expect, it } from "vitest";

import { close, json } from "./request-text.ts";
import { target } from "./strangers.ts";

const service = target({ discardTimeout: 60_000 });

/** Sends all it has before it reads, as many clients do. */
async function sendWhole(begin: string, bytes: number): Promise<string> {
  const head = begin.replace(/\r\n$/, `Content-Length: ${bytes}\r\n\r\n`);
  const socket = connect(Number(new URL(service.address()).port), "127.0.0.1");
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
    ["a body that is too large", 400, (head: string) => head],
    ["no credentials", 401, (head: string) => head.replace(/X-Auth-Token.*\r\n/, "")],
    ["an unknown path", 404, (head: string) => head.replace("/v1/", "/v2/")],
    ["a method that is not allowed", 405, (head: string) => head.replace("POST", "PUT")],
  ])("arrives each time: %s, %i", async (_, status, make) => {
    for (let turn = 0; turn < 3; turn++) {
      const answer = await sendWhole(make(service.requests().creation(json, close)), bytes);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*"WKS.00000${status}"[^]*\\}$`));
    }
  });

  it("is not followed by more than a bounded time and number of bytes", async () => {
    const head = service.requests().creation(json);
    expect(await sendWhole(head, 1_000_000_000)).toContain("reset");
  });
});
