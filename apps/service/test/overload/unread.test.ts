import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";

import { describe, expect, it } from "vitest";

import { trackConnections } from "../../src/http/connections.ts";

const MiB = 1024 * 1024;

/** A server of large answers, and clients that do not read them. */
async function serverOf(answer: string) {
  const server = createServer();
  const connections = trackConnections(server, { unread: 60_000, discard: 60_000 });
  server.on("request", (request, response) => {
    connections.begin(request, response);
    response.end(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  const port = typeof at === "object" && at !== null ? at.port : 0;
  return {
    connections,
    /** Asks, and reads nothing. */
    async ask(): Promise<Socket> {
      const served = once(server, "request");
      const socket = connect(port, "127.0.0.1").on("error", () => undefined);
      socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      socket.pause();
      await served;
      return socket;
    },
    [Symbol.dispose]() {
      connections.closeAll();
      server.close();
    },
  };
}

describe("answers that wait to be read", () => {
  it("hold so many bytes together; then the connection is closed whose answer has waited longest", async () => {
    using service = await serverOf("x".repeat(10 * MiB));
    const sockets: Socket[] = [];
    while (service.connections.closed === 0) {
      sockets.push(await service.ask());
      expect(service.connections.unreadBytes).toBeLessThanOrEqual(32 * MiB);
    }
    expect(sockets.length).toBeGreaterThan(3);
    const [first, ...others] = sockets;
    first?.resume();
    await once(first as Socket, "close");
    expect(others.every((socket) => !socket.destroyed)).toBe(true);
    expect(service.connections.open).toBe(others.length);
    for (const socket of sockets) socket.destroy();
  });

  it("do not count once they were read", async () => {
    using service = await serverOf("x".repeat(10 * MiB));
    const socket = await service.ask();
    expect(service.connections.unreadBytes).toBeGreaterThan(0);
    let received = 0;
    for await (const chunk of socket) {
      received += chunk.length;
      if (received > 10 * MiB) break;
    }
    const next = await service.ask();
    expect(service.connections.unreadBytes).toBeLessThan(11 * MiB);
    next.destroy();
  });

  it("are one for a connection, whatever it asks for", async () => {
    using service = await serverOf("x".repeat(10 * MiB));
    const socket = await service.ask();
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000));
    const other = await service.ask();
    expect(service.connections.unreadBytes).toBeLessThan(21 * MiB);
    for (const each of [socket, other]) each.destroy();
  });
});
