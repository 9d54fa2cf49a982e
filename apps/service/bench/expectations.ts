import { equal } from "node:assert/strict";

import { type Answer, call, token } from "./api.ts";
import type { Bench } from "./bench.ts";
import type { Server } from "./servers.ts";

/** Headers that node:http writes itself. */
const ofNode = new Set(["date", "connection", "keep-alive", "transfer-encoding"]);

/** Starts a peer that gives this answer, and makes sure that it does. */
export async function peerWith(
  bench: Bench,
  program: string,
  { headers, body }: Answer,
  path: string,
): Promise<Server> {
  const sent = Object.entries(headers).filter(([name]) => !ofNode.has(name));
  const peer = await bench.peer(program, { token, headers: Object.fromEntries(sent), body });
  await expectBytes(peer, path, body);
  return peer;
}

/** @throws where the server answers the path with anything but a 200 and these bytes */
export async function expectBytes(server: Server, path: string, body: string): Promise<void> {
  equal((await call(server, path)).body, body, `${path} answered other bytes`);
}

/** @throws where the server does not refuse a request as the contract says: it must check what it is paid for */
export async function expectStatus(
  server: Server,
  path: string,
  status: number,
  credentials: string = token,
): Promise<void> {
  const headers = credentials === "" ? {} : { "x-auth-token": credentials };
  const response = await fetch(server.address + path, { headers });
  await response.text();
  equal(response.status, status, `${path} answered ${response.status} where it is to refuse`);
}
