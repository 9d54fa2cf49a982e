import { EventEmitter, once } from "node:events";
import { connect, type Socket } from "node:net";

import { expect } from "vitest";

import { close, json, requestsTo } from "../hostile/request-text.ts";
import type { Service } from "../service.ts";

export const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };
export const MiB = 1024 * 1024;

const changes = new WeakMap<Service, EventEmitter>();

/** Lets a service listen. */
export async function portOf(service: Service): Promise<number> {
  const change = new EventEmitter();
  changes.set(service, change);
  service.app.server.on("connection", (socket: Socket) => {
    change.emit("change");
    socket.once("close", () => setImmediate(() => change.emit("change")));
  });
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  return Number(new URL(address).port);
}

/** Waits until a service has so many connections; looks whenever one begins or ends. */
export async function untilConnections(service: Service, count: number): Promise<void> {
  const change = changes.get(service);
  if (change === undefined) throw new Error("it does not listen yet");
  while (service.connections.open !== count) await once(change, "change");
}

/** Begins to send a body of `length` bytes and waits. */
export function beginPost(service: Service, port: number, length: number): Socket {
  const socket = connect(port, "127.0.0.1");
  const { creation } = requestsTo(service);
  socket.write(`${creation(json, `Content-Length: ${length}`, close)}{`);
  return socket;
}

/** An answer to a later connection: by then the service has read what came before. */
export async function afterAllThatWasSent(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(answer.status).toBe(200);
}
