import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { listen } from "../../src/http/listen.ts";
import { shutDown } from "../../src/http/shutdown.ts";
import { type Service, startService } from "../service.ts";
import { afterAllThatWasSent, beginPost, connectionsOf, portOf, until } from "./load.ts";

/** Opens so many that each have a request under way. */
async function occupy(service: Service, port: number, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () =>
    beginPost(service, port, 100).on("error", () => undefined),
  );
  await until(async () => (await connectionsOf(service)) === count);
  return sockets;
}

describe("connections beyond those that are served", () => {
  const limits = { served: 3, open: 5, idleFor: 100 };
  const get = (service: Service) =>
    `GET ${service.configs} HTTP/1.1\r\nHost: a\r\nX-Auth-Token: ${service.token}\r\n\r\n`;

  it("are answered 503 and closed while the others are busy, and served again afterwards", async () => {
    await using service = await startService({ connections: limits });
    const port = await portOf(service);
    const busy = await occupy(service, port, limits.served);
    const late = connect(port, "127.0.0.1");
    late.write(get(service));
    const refused = await text(late);
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused).toMatch(/^retry-after: 1$/im);
    expect(refused).toMatch(/^connection: close$/im);
    for (const socket of busy) socket.destroy();
    await until(async () => (await connectionsOf(service)) === 0);
    await afterAllThatWasSent(port);
  });

  it("are answered where they only ask how the service is", async () => {
    await using service = await startService({ connections: limits });
    const port = await portOf(service);
    const busy = await occupy(service, port, limits.served);
    for (const path of ["/healthz", "/readyz"]) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
    }
    for (const socket of busy) socket.destroy();
  });

  it("are served once others have been idle for long, and can be closed in their place", async () => {
    await using service = await startService({ connections: limits });
    const port = await portOf(service);
    const idle = Array.from({ length: limits.served }, () => connect(port, "127.0.0.1"));
    for (const socket of idle) {
      socket.write(get(service));
      await once(socket, "data");
    }
    const closed = Promise.any(idle.map((socket) => once(socket, "close")));
    const statuses = new Set<string>();
    await until(async () => {
      const late = connect(port, "127.0.0.1");
      late.write(get(service).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      statuses.add((await text(late)).slice(9, 12));
      return statuses.has("200");
    });
    expect([...statuses]).toEqual(["503", "200"]);
    await closed;
  });

  it("are closed unheard once even the refused are too many, until the silent ones make room", async () => {
    await using service = await startService({ connections: limits });
    const port = await portOf(service);
    const busy = await occupy(service, port, limits.served);
    const silent = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
    await until(async () => (await connectionsOf(service)) === limits.open);
    const late = async () => {
      const socket = connect(port, "127.0.0.1").on("error", () => undefined);
      socket.write(get(service));
      return text(socket).catch(() => "");
    };
    expect(await late()).toBe("");
    let answer = "";
    await until(async () => (answer = await late()) !== "");
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(service.connections.open()).toBeLessThanOrEqual(limits.open);
    expect(service.connections.closed()).toBeGreaterThan(1);
    for (const socket of [...busy, ...silent]) socket.destroy();
  });
});

describe("stopping", () => {
  it("waits no longer than it was told for a request that never ends", async () => {
    await using service = await startService();
    const listening = await listen(service.app, { host: "127.0.0.1", port: 0 });
    const port = Number(new URL(listening.address).port);
    const closed = once(beginPost(service, port, 100), "close");
    await afterAllThatWasSent(port);
    await shutDown(service, listening, 50);
    await closed;
    expect(service.app.server.listening).toBe(false);
  });
});
