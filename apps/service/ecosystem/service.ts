import { once } from "node:events";
import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { pino } from "pino";

import type { AccessKeySecrets } from "../src/auth/access-key.ts";
import { createIam } from "../src/auth/iam.ts";
import type { IamSettings } from "../src/auth/keystone.ts";
import { newSealingKey, sealingKeys } from "../src/auth/sealing-keys.ts";
import { hashToken, newToken } from "../src/auth/token.ts";
import { buildServer } from "../src/server.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";

/** A request as an SDK sent it. */
export interface RecordedRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** Starts the service in this process, in memory, with a listener before it that records requests. */
export async function startService(iam?: IamSettings) {
  const keys = sealingKeys({ text: newSealingKey() });
  const [sealingKeyId = ""] = keys.ids();
  const store = openSqliteStore(":memory:");
  await store.sealingKeyId(sealingKeyId);
  const logger = pino({ level: "warn" }, pino.destination(2));
  const { app } = buildServer({ store, keys, iam: iam && createIam(iam), logger });
  const recorded: RecordedRequest[] = [];
  const service = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  const server = createServer((request, response) => {
    void forward(request, response, service, recorded);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    recorded,

    /** Adds an admin's token. */
    async addToken(projectId: string): Promise<string> {
      const token = newToken();
      await store.addToken(hashToken(token), { projectId, role: "admin", expiresAt: undefined });
      return token;
    },

    async addAccessKey(projectId: string, secrets: AccessKeySecrets) {
      const { accessKey, secretKey, securityToken } = secrets;
      await store.addAccessKey({
        accessKey,
        sealedSecret: keys.seal(secretKey, accessKey, sealingKeyId),
        sealingKeyId,
        securityTokenHash: securityToken === undefined ? undefined : hashToken(securityToken),
        projectId,
        role: "admin",
        expiresAt: securityToken === undefined ? undefined : Date.now() + 3_600_000,
      });
    },

    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await app.close();
      await store.close();
    },
  };
}

/** Forwards a request byte for byte; answers itself what no service can be made to answer. */
async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { port }: URL,
  recorded: RecordedRequest[],
): Promise<void> {
  const { method = "", url: target = "", rawHeaders } = request;
  const body = await buffer(request);
  recorded.push({ method, target, rawHeaders, body: body.toString("utf8") });
  const status = /\/answer-(\d+)/.exec(target)?.[1];
  if (status !== undefined) {
    const error = { error_code: `WKS.00000${status}`, error_msg: `answered ${status}` };
    const headers = { "content-type": "application/json", "x-request-id": "made-up" };
    response.writeHead(Number(status), headers).end(JSON.stringify(error));
    return;
  }
  const forwarded = send({ host: "127.0.0.1", port, method, path: target, setHost: false });
  for (let at = 0; at < rawHeaders.length; at += 2) {
    forwarded.setHeader(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  }
  forwarded.end(body);
  const [answer]: [IncomingMessage] = (await once(forwarded, "response")) as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 500, answer.rawHeaders);
  answer.pipe(response);
}
