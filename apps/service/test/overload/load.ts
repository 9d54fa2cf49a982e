import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";

import { expect } from "vitest";

import type { Service } from "../service.ts";

export const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };
export const MiB = 1024 * 1024;

export async function portOf(service: Service): Promise<number> {
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  return Number(new URL(address).port);
}

/** Waits for a condition: the time out of the test is its end. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await setImmediate();
}

export const connectionsOf = ({ app }: Service): Promise<number> =>
  new Promise((resolve, reject) => {
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });

/** Begins to send a body of `length` bytes and waits. */
export function beginPost(service: Service, port: number, length: number): Socket {
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
export async function afterAllThatWasSent(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(answer.status).toBe(200);
}
