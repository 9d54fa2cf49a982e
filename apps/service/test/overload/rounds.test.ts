import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

import { expect, it, onTestFinished, vi } from "vitest";

import { inRounds } from "../../src/http/rounds.ts";

it("does not handle the first request of a connection whose client has left meanwhile", async () => {
  const handled: (string | undefined)[] = [];
  let closed = 0;
  const server = createServer(
    inRounds(({ url }, response) => {
      handled.push(url);
      response.end();
    }),
  );
  onTestFinished(() => void server.close());
  server.on("connection", (socket: Socket) => void socket.once("close", () => closed++));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const open = async (path: string): Promise<Socket> => {
    const socket = connect({ port, host: "127.0.0.1" });
    await once(socket, "connect");
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    return socket;
  };

  const staying = await open("/stays");
  await once(staying, "data");
  const leaving = await open("/leaves");
  leaving.resetAndDestroy();
  await vi.waitUntil(() => closed === 1);
  staying.destroy();

  expect(handled).toEqual(["/stays"]);
});
