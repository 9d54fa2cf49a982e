import { deepEqual } from "node:assert/strict";

import type {
  CreateHotspotSessionConfigRequest,
  CreateHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  UserInfo,
} from "@hotspot-session/types";

import type { Server } from "./servers.ts";

/** The one project and token of a bench. */
export const projectId = "a4da8115c9d8464ead3a38309130523f";
export const token = "a-token-for-the-bench-of-32-characters-or-more";

export const configsPath = `/v1/${projectId}/hotspot-session-config`;
export const usersPath = (configId: string) => `${configsPath}/${configId}/non-migration-users`;

/** A request as it goes over the wire. */
export function message(method: "GET" | "PATCH", path: string, body?: unknown): string {
  const lines = [`${method} ${path} HTTP/1.1`, "Host: 127.0.0.1", `X-Auth-Token: ${token}`];
  const text = body === undefined ? "" : JSON.stringify(body);
  if (body !== undefined) {
    lines.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`);
  }
  return [...lines, "", text].join("\r\n");
}

/** An answer of 200, in full. */
export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @throws for any other answer than a 200 */
export async function call(
  server: Server,
  path: string,
  {
    close = false,
    ...init
  }: {
    readonly method?: "POST" | "PATCH";
    readonly body?: string;
    /** On a connection of its own. */
    readonly close?: boolean;
  } = {},
): Promise<Answer> {
  const headers = {
    "x-auth-token": token,
    "content-type": "application/json",
    ...(close && { connection: "close" }),
  };
  const response = await fetch(server.address + path, { ...init, headers });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${body}`);
  return { headers: Object.fromEntries(response.headers), body };
}

/** Asks once before anything is measured; the answer must be this, and is returned. */
export async function expectAnswer(
  server: Server,
  path: string,
  expected: unknown,
): Promise<Answer> {
  const answer = await call(server, path);
  deepEqual(JSON.parse(answer.body), expected, `${path} answered something else`);
  return answer;
}

export async function createConfig(
  server: Server,
  users: readonly UserInfo[] = [],
): Promise<CreateHotspotSessionConfigResponse> {
  const request: CreateHotspotSessionConfigRequest = {
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 4,
    non_migrate_users: [...users],
  };
  const { body } = await call(server, configsPath, {
    method: "POST",
    body: JSON.stringify(request),
  });
  return JSON.parse(body);
}

/** Adds users in requests of 1,000, one after the other. */
export async function addUsers(
  server: Server,
  configId: string,
  count: number,
  progress: (added: number) => void = () => undefined,
): Promise<void> {
  const change = (from: number) =>
    JSON.stringify({
      update_type: "ADD",
      non_migrate_users: usersFrom(from, Math.min(1000, count - from)),
    });
  let body = change(0);
  for (let from = 0; from < count; from += 1000) {
    const added = call(server, usersPath(configId), { method: "PATCH", body });
    // The next one is made while the service has this one to do.
    if (from + 1000 < count) body = change(from + 1000);
    await added;
    progress(Math.min(from + 1000, count));
  }
}

/**
 * The user of an index, always the same. Ids and names are in no order, as in life: a store gains
 * nothing from appending to its indexes.
 */
export function userAt(index: number): Required<UserInfo> {
  const scattered = Buffer.alloc(16);
  // Multiplying by an odd number meets every value once.
  for (const [at, factor] of [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f].entries()) {
    scattered.writeUInt32BE(Math.imul(index + 1, factor) >>> 0, at * 4);
  }
  const user_id = scattered.toString("hex");
  return { user_id, user_name: `u${user_id.slice(0, 3)}-${index}` };
}

export const usersFrom = (first: number, count: number): Required<UserInfo>[] =>
  Array.from({ length: count }, (_, index) => userAt(first + index));

/** What a page of a config of `addUsers` must be. */
export const pageOf = (
  total: number,
  offset: number,
  limit: number,
): ListNonMigrationUsersResponse => ({
  total_count: total,
  non_migrate_users: usersFrom(offset, Math.min(limit, total - offset)),
});
