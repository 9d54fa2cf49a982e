import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { close, head, json, requestsTo } from "../hostile/request-text.ts";
import { startService } from "../service.ts";
import { afterAllThatWasSent, beginPost, MiB, portOf, settings, untilConnections } from "./load.ts";

/** Sends the rest of a body of 2 MiB, and expects its answer. */
async function expectServed(socket: Socket | undefined): Promise<void> {
  if (socket === undefined) throw new Error("no request was begun");
  socket.write(
    JSON.stringify(settings)
      .slice(1)
      .padEnd(2 * MiB - 1, " "),
  );
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200/);
}

describe("overload", () => {
  it("answers 503 at once to bodies that there is no room for, finishes those it took, and gives back their room", async () => {
    await using service = await startService();
    const port = await portOf(service);
    // Four fifths of what all projects may have.
    const taken = Array.from({ length: 25 }, () => beginPost(service, port, 2 * MiB));
    await afterAllThatWasSent(port);
    const refused = await text(beginPost(service, port, 2 * MiB));
    expect(refused).toMatch(/^HTTP\/1\.1 503/);
    expect(refused).toMatch(/^retry-after: 1$/im);
    expect(await service.send({ method: "GET", url: service.configs })).toMatchObject({
      status: 200,
    });

    await expectServed(taken[0]);
    for (const socket of taken) socket.on("error", () => undefined).resetAndDestroy();
    // That of the probe is kept open.
    await untilConnections(service, 1);
    const again = Array.from({ length: 32 }, () => beginPost(service, port, 2 * MiB));
    await expectServed(again.at(-1));
    for (const socket of again) socket.destroy();
  });

  it("refuses writes before they are read, while too many wait, and nothing else", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const id = await service.create();
    const sockets = Array.from({ length: 650 }, () => connect(port, "127.0.0.1"));
    await untilConnections(service, sockets.length);
    const patch = (userId: string) => {
      const body = JSON.stringify({ update_type: "ADD", non_migrate_users: [{ user_id: userId }] });
      const line = `PATCH ${service.users(id)} HTTP/1.1`;
      const length = `Content-Length: ${body.length}`;
      const { auth } = requestsTo(service);
      return head(line, "Host: a", auth, "X-Request-Id: mine", json, length, close) + body;
    };
    // All of them are there when the service looks: Node reads them in one round of its loop.
    const answers = await Promise.all(
      sockets.map(async (socket, index) => {
        const isProbe = index % 65 === 0;
        const probe = head("GET /healthz HTTP/1.1", "Host: a", close);
        socket.write(isProbe ? probe : patch(`${index}`));
        return { isProbe, answer: await text(socket) };
      }),
    );
    const refused = answers.filter(({ answer }) => answer.startsWith("HTTP/1.1 503 "));
    expect(refused.length).toBeGreaterThan(0);
    for (const { isProbe, answer } of refused) {
      expect(isProbe).toBe(false);
      expect(answer).toMatch(/^retry-after: 1$/im);
      expect(answer).toMatch(/^x-request-id: mine$/im);
      expect(answer).toContain('{"error_code":"WKS.00000503","error_msg":"');
    }
    const { body } = await service.send({ method: "GET", url: service.users(id) });
    expect(body.total_count).toBe(640 - refused.length);
  });

  it("cuts off a client that does not read an answer", async () => {
    await using service = await startService({ unreadTimeout: 200 });
    const port = await portOf(service);
    await service.create(
      Array.from({ length: 1000 }, (_, index) => ({
        user_id: `${index}`,
        user_name: "x".repeat(128),
      })),
    );
    const socket = connect(port, "127.0.0.1");
    socket.pause();
    // More answers than the sockets of both sides take.
    socket.write(requestsTo(service).get().repeat(200));
    await untilConnections(service, 1);
    await untilConnections(service, 0);
    expect(socket.destroy().bytesRead).toBeLessThan(200 * 150_000);
  });
});
