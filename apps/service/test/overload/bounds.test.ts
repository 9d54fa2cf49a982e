import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { close, head, json } from "../hostile/request-text.ts";
import { startService } from "../service.ts";
import { afterAllThatWasSent, beginPost, MiB, portOf, settings, untilConnections } from "./load.ts";

describe("overload", () => {
  it.each([
    ["of a length", "Content-Length: 5000", "x"],
    ["in chunks", "Transfer-Encoding: chunked", "1\r\nx\r\n"],
  ])("does not read a body %s while it finds out who calls", async (_, header, part) => {
    const found = Promise.withResolvers<undefined>();
    await using service = await startService({
      iam: { find: () => found.promise, failures: () => 0 },
    });
    const port = await portOf(service);
    using cleanUp = new DisposableStack();
    const client = cleanUp.adopt(connect(port, "127.0.0.1"), (socket) => void socket.destroy());
    const begun = once(service.app.server, "request");
    client.write(
      `${head(`POST ${service.configs} HTTP/1.1`, "Host: a", "X-Auth-Token: theirs", header)}${part}`,
    );
    const [request] = (await begun) as [IncomingMessage];
    client.write(part.repeat(1000));
    await afterAllThatWasSent(port);
    expect(request.readableLength).toBe(0);
    found.resolve(undefined);
    expect(await text(client)).toMatch(/^HTTP\/1\.1 401 /);
    expect(request.readableLength).toBe(0);
  });

  it("asks for a body that waits for that only where the credentials are right", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const body = JSON.stringify(settings);
    const post = (token: string, expectation = "100-continue") => {
      const client = connect(port, "127.0.0.1");
      const headers = [`X-Auth-Token: ${token}`, `Content-Length: ${body.length}`, json, close];
      const expecting = `Expect: ${expectation}`;
      client.write(head(`POST ${service.configs} HTTP/1.1`, "Host: a", expecting, ...headers));
      client.once("data", () => client.write(body));
      return text(client);
    };
    expect(await post("wrong")).toMatch(/^HTTP\/1\.1 401 /);
    expect(await post(service.token)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    const other = await post(service.token, "all, 100-continue");
    expect(other).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400 /);
  });

  it("answers 503 at once to bodies that there is no room for, and finishes those it took", async () => {
    await using service = await startService();
    const port = await portOf(service);
    // Four fifths of what all projects may have.
    const taken = Array.from({ length: 25 }, () => beginPost(service, port, 2 * MiB));
    await afterAllThatWasSent(port);
    const refused = await text(beginPost(service, port, 2 * MiB));
    expect(refused).toMatch(/^HTTP\/1\.1 503/);
    expect(refused).toMatch(/^retry-after: 1$/im);

    const other = await service.send({ method: "GET", url: service.configs });
    expect(other.status).toBe(200);

    const body = JSON.stringify(settings)
      .slice(1)
      .padEnd(2 * MiB - 1, " ");
    for (const socket of taken.splice(5)) socket.destroy();
    for (const socket of taken) socket.write(body);
    for (const socket of taken) expect(await text(socket)).toMatch(/^HTTP\/1\.1 200/);
  });

  it("gives back the room of a body that breaks off", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const taken = Array.from({ length: 32 }, () => beginPost(service, port, 2 * MiB));
    await afterAllThatWasSent(port);
    for (const socket of taken) socket.on("error", () => undefined).resetAndDestroy();
    const body = JSON.stringify(settings).slice(1);
    // That of the probe is kept open.
    await untilConnections(service, 1);
    const socket = beginPost(service, port, 2 * MiB);
    socket.write(body.padEnd(2 * MiB - 1, " "));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200/);
  });

  it("refuses writes while too many wait, and nothing else, and keeps exactly those that it answers with 200", async () => {
    await using service = await startService();
    const port = await portOf(service);
    const id = await service.create();
    const sockets = Array.from({ length: 450 }, () => connect(port, "127.0.0.1"));
    await untilConnections(service, sockets.length);
    const patch = (userId: string) => {
      const body = JSON.stringify({ update_type: "ADD", non_migrate_users: [{ user_id: userId }] });
      return [
        `PATCH ${service.users(id)} HTTP/1.1`,
        "Host: test",
        `X-Auth-Token: ${service.token}`,
        "X-Request-Id: mine",
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        "Connection: close",
        "",
        body,
      ].join("\r\n");
    };
    // All of them are there when the service looks: Node reads them in one round of its loop.
    const answers = await Promise.all(
      sockets.map(async (socket, index) => {
        const isProbe = index % 45 === 0;
        const probe = "GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
        socket.write(isProbe ? probe : patch(`${index}`));
        return { userId: `${index}`, isProbe, answer: await text(socket) };
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
    const kept = answers.filter((one) => !one.isProbe && !refused.includes(one));
    const stored: string[] = [];
    for (let offset = 0; offset < kept.length; offset += 100) {
      const url = `${service.users(id)}?limit=100&offset=${offset}`;
      const { body } = await service.send({ method: "GET", url });
      stored.push(...body.non_migrate_users.map(({ user_id }: { user_id: string }) => user_id));
    }
    expect(stored.toSorted()).toEqual(kept.map(({ userId }) => userId).toSorted());
  });

  it("cuts off who does not read an answer", async () => {
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
    const request = `GET ${service.configs} HTTP/1.1\r\nHost: a\r\nX-Auth-Token: ${service.token}\r\n\r\n`;
    socket.write(request.repeat(200));
    await untilConnections(service, 1);
    await untilConnections(service, 0);
    expect(socket.destroy().bytesRead).toBeLessThan(200 * 150_000);
  });

  it("cuts off a request that takes too long to arrive, with 400", async () => {
    await using service = await startService({ requestTimeout: 100 });
    const port = await portOf(service);
    const answer = await text(beginPost(service, port, 100));
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).toContain('"error_code":"WKS.00000400"');
  });
});
