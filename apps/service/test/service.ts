import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";

import { pino } from "pino";

import { type AccessKeySecrets, newAccessKey } from "../src/auth/access-key.ts";
import { newSealingKey, sealingKeys } from "../src/auth/sealing-keys.ts";
import { hashToken, newToken } from "../src/auth/token.ts";
import { type Operation, operations } from "../src/contract/operations.ts";
import { accessLog } from "../src/observe/access-log.ts";
import { buildServer, type ServerOptions } from "../src/server.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { tokens } from "../src/store/sqlite/tokens.ts";
import type { Role } from "../src/store/store.ts";
import { expectConforming } from "./conformity.ts";
import { removeAtEnd } from "./temporary-folder.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** As sent, to tell an empty body from `null`. */
  readonly text: string;
  /** The parsed JSON; `undefined` for an empty body. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers freely
  readonly body: any;
}

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another token than the project's admin; `undefined` for none. */
  readonly token?: string | undefined;
}

export interface TestAccessKey extends AccessKeySecrets {
  readonly id: string;
}

export interface AccessKeyAccess {
  readonly isTemporary: boolean;
  readonly projectId: string;
  readonly role: Role;
  readonly expiresAt: number;
}

/** The real server in this process, on a real SQLite file of its own. */
function openServer(options: Partial<ServerOptions>) {
  const folder = mkdtempSync(join(tmpdir(), "hotspot-"));
  const file = join(folder, "hotspot.db");
  const logs: string[] = [];
  const store = openSqliteStore(file);
  const logger = pino({ level: "trace" }, { write: (line: string) => void logs.push(line) });
  const log = accessLog(logger);
  const keys = sealingKeys({ text: newSealingKey() });
  const server = buildServer({ store, keys, logger, observers: log ? [log] : [], ...options });
  return {
    file,
    logs,
    store,
    keys,
    server,
    async close() {
      await server.app.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A server of its own, for one test: `await using service = await startService()`. */
export async function startService(options: Partial<ServerOptions> = {}) {
  const opened = openServer(options);
  return serviceOf(opened, () => opened.close());
}

let shared: ReturnType<typeof openServer> | undefined;

/**
 * A project of its own on the server that the tests of this worker share: for a test that neither
 * stops nor breaks it, and looks at no log.
 */
export async function sharedService(): Promise<Service> {
  if (shared === undefined) {
    const opened = openServer({});
    shared = opened;
    removeAtEnd(dirname(opened.file));
  }
  return serviceOf(shared, async () => undefined);
}

async function serviceOf(
  { file, logs, store, keys, server }: ReturnType<typeof openServer>,
  dispose: () => Promise<void>,
) {
  const project = randomUUID().replaceAll("-", "");

  async function addToken(projectId: string, role: Role, expiresAt?: number): Promise<string> {
    const token = newToken();
    await store.addToken(hashToken(token), { projectId, role, expiresAt });
    return token;
  }
  const token = await addToken(project, "admin");
  const [sealingKeyId = ""] = keys.ids();

  async function addAccessKey(access: Partial<AccessKeyAccess> = {}): Promise<TestAccessKey> {
    const { isTemporary = false, projectId = project, role = "admin", expiresAt } = access;
    const secrets = newAccessKey(isTemporary);
    const { accessKey, secretKey, securityToken } = secrets;
    await store.sealingKeyId(sealingKeyId);
    const { id } = await store.addAccessKey({
      accessKey,
      sealedSecret: keys.seal(secretKey, accessKey, sealingKeyId),
      sealingKeyId,
      securityTokenHash: securityToken === undefined ? undefined : hashToken(securityToken),
      projectId,
      role,
      expiresAt,
    });
    return { id, ...secrets };
  }

  /** As the command does it, from another connection. */
  async function revokeToken(secret: string): Promise<void> {
    using other = new DatabaseSync(file);
    const [found] = other.prepare("SELECT id FROM tokens WHERE hash = ?").all(hashToken(secret));
    tokens(other).revoke(String(found?.["id"]));
    // The reads of one callback share a moment of the store.
    await setImmediate();
  }

  /** Every answer of an operation is held against the contract here, whatever a test makes of it. */
  async function send(request: Request): Promise<Answer> {
    const credentials = "token" in request ? request.token : token;
    const response = await server.app.inject({
      method: request.method as "GET",
      url: request.url,
      headers: {
        ...(credentials !== undefined && { "x-auth-token": credentials }),
        ...(request.body !== undefined && { "content-type": "application/json" }),
        ...request.headers,
      },
      ...(request.body !== undefined && {
        payload:
          typeof request.body === "string" || Buffer.isBuffer(request.body)
            ? request.body
            : JSON.stringify(request.body),
      }),
    });
    const answer: Answer = {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      body: response.body === "" ? undefined : JSON.parse(response.body),
    };
    const operation = operationAt(request.method, request.url);
    if (operation !== undefined) expectConforming(operation, answer);
    return answer;
  }

  const configs = `/v1/${project}/hotspot-session-config`;
  return {
    app: server.app,
    drain: server.drain,
    connections: server.connections,
    store,
    project,
    token,
    addToken,
    addAccessKey,
    revokeToken,
    send,
    logs,
    /** The paths of the project. */
    configs,
    config: (id: string) => `${configs}/${id}`,
    users: (id: string) => `${configs}/${id}/non-migration-users`,

    /** Creates a configuration and answers its id. */
    async create(users: readonly object[] = []): Promise<string> {
      const answer = await send({
        method: "POST",
        url: configs,
        body: {
          hotspot_session_migration_enable: true,
          hotspot_exit_session_num: 2,
          non_migrate_users: users,
        },
      });
      return answer.body.id;
    },

    /** Another process's connection to the same file. */
    otherConnection: () => new DatabaseSync(file),

    [Symbol.asyncDispose]: dispose,
  };
}

const patterns = operations.map((operation) => {
  const path = operation.path.replaceAll(/\{\w+\}/g, "[^/]+");
  return { operation, pattern: new RegExp(`^${path}$`) };
});

/** The operation that a request is for; `undefined` where it is for none. */
function operationAt(method: string, url: string): Operation | undefined {
  const [path = ""] = url.split("?");
  return patterns.find(
    ({ operation, pattern }) => operation.method === method && pattern.test(path),
  )?.operation;
}

export type Service = Awaited<ReturnType<typeof startService>>;
