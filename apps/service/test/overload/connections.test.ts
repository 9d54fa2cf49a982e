import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it, onTestFinished } from "vitest";

import { shutDown } from "../../src/http/shutdown.ts";
import { close, requestsTo } from "../hostile/request-text.ts";
import { type Service, startService } from "../service.ts";
import { beginPost, portOf, untilConnections } from "./load.ts";

/** Opens so many that each have a request under way. */
async function occupy(service: Service, port: number, count: number): Promise<Socket[]> {
  const begun = Promise.withResolvers<void>();
  let requests = 0;
  service.app.server.on("request", () => {
    if (++requests === count) begun.resolve();
  });
  const sockets = Array.from({ length: count }, () =>
    beginPost(service, port, 100).on("error", () => undefined),
  );
  await begun.promise;
  return sockets;
}

/** The whole answer to a request on a connection of its own. */
async function call(service: Service, port: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(requestsTo(service).get(undefined, close));
  return text(socket).catch(() => "");
}

describe("connections beyond those that are served", () => {
  const limits = { open: 5, reserved: 2, idleFor: 100 };
  const served = limits.open - limits.reserved;

  it("are answered 503 and closed while the others are busy, and served again afterwards", async () => {
    await using service = await startService({ connectionLimits: limits });
    const port = await portOf(service);
    const busy = await occupy(service, port, served);
    const late = connect(port, "127.0.0.1");
    late.write(requestsTo(service).get());
    const refused = await text(late);
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused).toMatch(/^retry-after: 1$/im);
    expect(refused).toMatch(/^connection: close$/im);
    for (const socket of busy) socket.destroy();
    await untilConnections(service, 0);
    expect(await call(service, port)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("are answered where they only ask how the service is", async () => {
    await using service = await startService({ connectionLimits: limits });
    const port = await portOf(service);
    const busy = await occupy(service, port, served);
    for (const path of ["/healthz", "/readyz"]) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
    }
    for (const socket of busy) socket.destroy();
  });

  it("take the place of one that has been idle for long", async () => {
    await using service = await startService({
      connectionLimits: { ...limits, idleFor: 0 },
    });
    const port = await portOf(service);
    const idle = connect(port, "127.0.0.1");
    idle.write(requestsTo(service).get());
    await once(idle, "data");
    const busy = await occupy(service, port, 2);
    const closed = once(idle, "close");
    expect(await call(service, port)).toMatch(/^HTTP\/1\.1 200 /);
    await closed;
    for (const socket of busy) socket.destroy();
  });

  it("do not take the place of one that was served a moment ago", async () => {
    await using service = await startService({
      connectionLimits: { ...limits, idleFor: 60_000 },
    });
    const port = await portOf(service);
    const idle = connect(port, "127.0.0.1");
    idle.write(requestsTo(service).get());
    await once(idle, "data");
    const busy = await occupy(service, port, 2);
    expect(await call(service, port)).toMatch(/^HTTP\/1\.1 503 /);
    idle.write(requestsTo(service).get(undefined, close));
    expect(await text(idle)).toMatch(/^HTTP\/1\.1 200 /);
    for (const socket of busy) socket.destroy();
  });

  it("take the place of one whose request was refused, though its body is still to come", async () => {
    await using service = await startService({ connectionLimits: limits });
    const port = await portOf(service);
    const refused = Array.from({ length: served }, () => {
      const socket = connect(port, "127.0.0.1").on("error", () => undefined);
      socket.write(`POST ${service.configs} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{`);
      return socket;
    });
    for (const socket of refused) {
      const [answer] = await once(socket, "data");
      expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
    }
    for (const _ of refused) expect(await call(service, port)).toMatch(/^HTTP\/1\.1 200 /);
    for (const socket of refused) socket.destroy();
  });

  it("are closed without an answer once those that are refused are too many", async () => {
    await using service = await startService({
      connectionLimits: { ...limits, idleFor: 60_000 },
    });
    const port = await portOf(service);
    const busy = await occupy(service, port, served);
    const silent = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
    await untilConnections(service, limits.open);
    expect(await call(service, port)).toBe("");
    expect(service.connections.open).toBe(limits.open);
    expect(service.connections.closed).toBe(1);
    for (const socket of [...busy, ...silent]) socket.destroy();
  });
});

describe("a connection that opens while the service ends", () => {
  it("is closed: closing the server would wait for it", async () => {
    await using service = await startService();
    const port = await portOf(service);
    service.connections.closeAll();
    const client = connect(port, "127.0.0.1");
    onTestFinished(() => void client.destroy());
    expect(await text(client).catch(() => "")).toBe("");
  });
});

describe("a connection to a service that ends", () => {
  it("is not closed before what has arrived on it is read, also where the process was held up", async () => {
    await using service = await startService();
    const client = connect(await portOf(service), "127.0.0.1");
    const { get } = requestsTo(service);
    client.write(get());
    await once(client, "data");
    const ended = shutDown(service, { patience: 10_000, quiet: 20 });
    client.write(get(undefined, close));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);
    expect(await text(client)).toMatch(/^HTTP\/1.1 503 /);
    await ended;
  });
});
