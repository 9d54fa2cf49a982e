import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { startService } from "../service.ts";
import {
  afterAllThatWasSent,
  beginPost,
  connectionsOf,
  MiB,
  portOf,
  settings,
  until,
} from "./load.ts";

describe("overload", () => {
  it("answers 503 at once to bodies that there is no room for, and finishes those it took", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const taken = Array.from({ length: 32 }, () => beginPost(service, port, 2 * MiB));
    await afterAllThatWasSent(port);
    const refused = await text(beginPost(service, port, 2 * MiB));
    expect(refused).toMatch(/^HTTP\/1\.1 503/);
    expect(refused).toMatch(/^retry-after: 1$/im);

    const other = await service.send({ method: "GET", url: service.configs });
    expect(other.status).toBe(200);

    const body = JSON.stringify(settings)
      .slice(1)
      .padEnd(2 * MiB - 1, " ");
    const answers = await Promise.all(
      taken.map((socket) => {
        socket.write(body);
        return text(socket);
      }),
    );
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200/);
  });

  it("answers each of a flood of writes with 200 or 503, and keeps exactly those of 200", async () => {
    await using service = await startService();
    const id = await service.create();
    const answers = await Promise.all(
      Array.from({ length: 1500 }, (_, index) =>
        service.send({
          method: "PATCH",
          url: service.users(id),
          body: { update_type: "ADD", non_migrate_users: [{ user_id: `${index}` }] },
        }),
      ),
    );
    const kept = answers.flatMap(({ status }, index) => (status === 200 ? [`${index}`] : []));
    for (const { status, headers } of answers.filter((answer) => answer.status !== 200)) {
      expect({ status, "retry-after": headers["retry-after"] }).toEqual({
        status: 503,
        "retry-after": "1",
      });
    }
    const stored: string[] = [];
    for (let offset = 0; offset < kept.length; offset += 100) {
      const url = `${service.users(id)}?limit=100&offset=${offset}`;
      const { body } = await service.send({ method: "GET", url });
      stored.push(...body.non_migrate_users.map(({ user_id }: { user_id: string }) => user_id));
    }
    expect(stored.toSorted()).toEqual(kept.toSorted());
  });

  it("gives back the room of a body that breaks off", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const taken = Array.from({ length: 32 }, () => beginPost(service, port, 2 * MiB));
    await afterAllThatWasSent(port);
    const gone = taken.map((socket) =>
      once(
        socket.on("error", () => undefined),
        "close",
      ),
    );
    for (const socket of taken) socket.resetAndDestroy();
    await Promise.all(gone);
    const body = JSON.stringify(settings).slice(1);
    // That of the first answer may be kept open.
    await until(async () => (await connectionsOf(service)) <= 1);
    const socket = beginPost(service, port, 2 * MiB);
    socket.write(body.padEnd(2 * MiB - 1, " "));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200/);
  });

  it("refuses writes before they are read, while too many wait, and nothing else", async () => {
    await using service = await startService();
    const address = new URL(await service.app.listen({ host: "127.0.0.1", port: 0 }));
    const id = await service.create();
    const sockets = await Promise.all(
      Array.from({ length: 400 }, async () => {
        const socket = connect(Number(address.port), address.hostname);
        await once(socket, "connect");
        return socket;
      }),
    );
    await until(async () => (await connectionsOf(service)) === 400);
    const patch = (userId: string, ...headers: string[]) => {
      const body = JSON.stringify({ update_type: "ADD", non_migrate_users: [{ user_id: userId }] });
      return [
        `PATCH ${service.users(id)} HTTP/1.1`,
        "Host: test",
        `X-Auth-Token: ${service.token}`,
        "X-Request-Id: mine",
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        ...headers,
        "",
        body,
      ].join("\r\n");
    };
    // All of them are there when the service looks: Node reads them in one round of its loop.
    const answers = sockets.map(async (socket, index) => {
      const others = [1, 2, 3].map((turn) => patch(`${index}-${turn}`)).join("");
      const probe = "HEAD /healthz HTTP/1.1\r\nHost: test\r\n\r\n";
      socket.write(others + probe + patch(`${index}-4`, "Connection: close"));
      return text(socket);
    });
    const parts = (await Promise.all(answers)).flatMap((answer) => answer.split(/(?=HTTP\/1\.1 )/));
    const withStatus = (status: number) =>
      parts.filter((part) => part.startsWith(`HTTP/1.1 ${status} `));
    expect(parts).toHaveLength(400 * 5);
    const probes = parts.filter((part) => !/^x-request-id: mine$/im.test(part));
    expect(probes).toHaveLength(400);
    for (const answer of probes) expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    const refused = withStatus(503);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(answer).toMatch(/^retry-after: 1$/im);
      expect(answer).toMatch(/^x-request-id: mine$/im);
      expect(answer).toContain('{"error_code":"WKS.00000503","error_msg":"');
    }
    const { body } = await service.send({ method: "GET", url: service.users(id) });
    expect(body.total_count).toBe(400 * 4 - refused.length);
  });

  it("answers 503 to reads whose answers there is no room for, until others were read", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const named = (index: number) => ({ user_id: `${index}`, user_name: "界".repeat(128) });
    const users = Array.from({ length: 1000 }, (_, index) => named(index));
    for (let count = 0; count < 25; count++) await service.create(users);
    // 10 MB each, and so more than the sockets take; each has a moment of the store of its own.
    const begin = async () => {
      const socket = connect(port, "127.0.0.1");
      socket.write(
        `GET ${service.configs}?limit=25 HTTP/1.1\r\nHost: a\r\nX-Auth-Token: ${service.token}\r\nConnection: close\r\n\r\n`,
      );
      await once(socket, "readable");
      return socket;
    };
    const unread = [];
    let latest = await begin();
    for (; String(latest.read(12)) === "HTTP/1.1 200"; latest = await begin()) unread.push(latest);
    expect(await text(latest)).toMatch(/^ Service Unavailable\r\n[^]*"error_code":"WKS.00000503"/);
    expect(unread.length).toBe(16);
    const small = await service.send({ method: "GET", url: `${service.configs}?limit=1` });
    expect(small.status).toBe(200);
    const texts = await Promise.all(unread.map((socket) => text(socket)));
    for (const { length } of texts) expect(length).toBeGreaterThan(3 * MiB);
    expect(await text(await begin())).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("cuts off who does not read an answer", async () => {
    await using service = await startService({ stillFor: 200 });
    const port = await portOf(service);
    const users = Array.from({ length: 1000 }, (_, index) => ({
      user_id: `${index}`,
      user_name: "x".repeat(128),
    }));
    for (let count = 0; count < 10; count++) await service.create(users);
    const socket = connect(port, "127.0.0.1");
    socket.pause();
    // More answers than the sockets of both sides take.
    const request = `GET ${service.configs} HTTP/1.1\r\nHost: a\r\nX-Auth-Token: ${service.token}\r\n\r\n`;
    socket.write(request.repeat(200));
    await until(async () => (await connectionsOf(service)) === 1);
    await until(async () => (await connectionsOf(service)) === 0);
    expect(socket.destroy().bytesRead).toBeLessThan(16 * 1_500_000);
  });

  it("cuts off a request that takes too long to arrive, with 400", async () => {
    await using service = await startService({ requestTimeout: 100 });
    const port = await portOf(service);
    const answer = await text(beginPost(service, port, 100));
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).toContain('"error_code":"WKS.00000400"');
  });
});
