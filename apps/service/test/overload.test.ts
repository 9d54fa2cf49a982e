import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { shutDown } from "../src/shutdown.ts";
import { type Service, startService } from "./service.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };
const MiB = 1024 * 1024;

async function listen(service: Service): Promise<number> {
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  return Number(new URL(address).port);
}

/** Begins to send a body of `length` bytes and waits. */
function beginPost(service: Service, port: number, length: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.write(
    [
      `POST ${service.configs} HTTP/1.1`,
      "Host: test",
      `X-Auth-Token: ${service.token}`,
      "Content-Type: application/json",
      `Content-Length: ${length}`,
      "Connection: close",
      "",
      "{",
    ].join("\r\n"),
  );
  return socket;
}

/** An answer to a later connection: by then the service has read what came before. */
async function afterAllThatWasSent(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(answer.status).toBe(200);
}

describe("overload", () => {
  it("answers 503 at once to bodies that there is no room for, and finishes those it took", async () => {
    await using service = await startService();
    const port = await listen(service);
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

  it("cuts off a request that takes too long to arrive, with 400", async () => {
    await using service = await startService({ requestTimeout: 100 });
    const port = await listen(service);
    const answer = await text(beginPost(service, port, 100));
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).toContain('"error_code":"WKS.00000400"');
  });
});

describe("stopping", () => {
  it("waits no longer than it was told for a request that never ends", async () => {
    await using service = await startService();
    const port = await listen(service);
    const closed = once(beginPost(service, port, 100), "close");
    await afterAllThatWasSent(port);
    await shutDown(service, 50);
    await closed;
    expect(service.app.server.listening).toBe(false);
  });
});
