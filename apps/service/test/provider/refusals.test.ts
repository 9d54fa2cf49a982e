import { type Mock, startMock, startVerifier, type Verifier } from "@hotspot-session/mock";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operations } from "../../src/contract/operations.ts";
import { settingsCases, usersCases } from "../bad-bodies.ts";
import { pageCases } from "../bad-input.ts";
import { operationOf } from "../calls.ts";
import { generatedRequest } from "../hostile/generated-requests.ts";
import { type Outgoing, type Sender, sender } from "../sender.ts";
import type { Request } from "../service.ts";
import { soaking, soakTimeout } from "../soak.ts";
import { exampleProject, requestTo, startScene } from "./occasions.ts";

// A wrong request is refused by the mock as by the service, and the verifier records it.

const type = "content-type";
const json: Record<string, string> = { [type]: "application/json" };
const create = { ...requestTo(operationOf("CreateHotspotSessionConfig")), headers: json };
const users = { ...requestTo(operationOf("UpdateNonMigrationUsers")), headers: json };
const list = { ...requestTo(operationOf("ListHotspotSessionConfig")), headers: {} };
const { url } = list;

type Case = readonly [name: string, request: Partial<Request>];

const lists: readonly Case[] = [
  ...pageCases.map(([query]): Case => [query, { ...list, url: `${url}?${query}` }]),
  [
    "a filter too long",
    { ...list, url: `${users.url}?user_name=${"x".repeat(129)}`, method: "GET" },
  ],
  ["NUL in a filter", { ...list, url: `${users.url}?user_name=a%00b`, method: "GET" }],
  ["an id with NUL", { ...list, url: users.url.replace(/config\/\w+/, "config/%00") }],
  ["a path that is not UTF-8", { ...list, url: users.url.replace(/config\/\w+/, "config/%ff") }],
  ["half an escape", { ...list, url: users.url.replace(/config\/\w+/, "config/%a") }],
  ["an escape in the path", { ...list, url: url.replace("-", "%2D"), headers: {} }],
  ["a request line too long", { ...list, url: `${url}?x=${"x".repeat(16 * 1024)}` }],
  ["two mistakes", { ...list, url: `${url}?limit=0&offset=x` }],
  ["a method that is not there", { ...list, method: "DELETE" }],
  ["a path that is not there", { ...list, url: "/v1/p/hotspot-session" }],
  ["a path with an empty part", { ...list, url: "/v1//hotspot-session-config" }],
];
const bodies: readonly Case[] = [
  ...settingsCases().map(([name, body]): Case => [name, { ...create, body }]),
  ...usersCases({ update_type: "ADD" }).map(([name, body]): Case => [name, { ...users, body }]),
  ["neither ADD nor DELETE", { ...users, body: { ...Object(users.body), update_type: "add" } }],
  ["no body", { ...create, body: "" }],
  ["neither body nor type", { ...create, body: "", headers: {} }],
  ["a body without a type", { ...create, headers: {} }],
  ["another type", { ...create, headers: { [type]: "text/plain" } }],
  ["a type that is none", { ...create, headers: { [type]: "json" } }],
  ["a type without a body", { ...create, body: "", headers: { [type]: "text/plain" } }],
  ["another charset", { ...create, headers: { [type]: "application/json; charset=utf-16" } }],
  ["compression", { ...create, headers: { ...json, "content-encoding": "gzip" } }],
  ["a byte order mark", { ...create, body: `\uFEFF${JSON.stringify(create.body)}` }],
  ["a body that breaks off", { ...create, body: "{" }],
  ["a body that is not UTF-8", { ...create, body: Buffer.from([0x7b, 0xff, 0x7d]) }],
  ["control characters in a name", { ...create, body: { "\u001b[2J\u0000": 1 } }],
];

let mock: Mock;
let verifier: Verifier;
let config: string;
let token: string;
let senders: Readonly<Record<"mock" | "service" | "verifier", Sender>>;
const disposables = new AsyncDisposableStack();
beforeAll(async () => {
  const scene = disposables.use(await startScene(false));
  const address = await scene.service.app.listen({ host: "127.0.0.1", port: 0 });
  ({ config, admin: token } = scene);
  mock = disposables.adopt(await startMock(), (started) => started.close());
  verifier = disposables.adopt(await startVerifier(address), (started) => started.close());
  senders = {
    mock: disposables.use(sender(mock.url)),
    service: disposables.use(sender(address)),
    verifier: disposables.use(sender(verifier.url)),
  };
});
afterAll(() => disposables.disposeAsync());

async function expectAlike(request: Outgoing): Promise<void> {
  const sent = { ...request, headers: { "x-auth-token": token, ...request.headers } };
  const [shown, answer] = await Promise.all([senders.mock.send(sent), senders.service.send(sent)]);
  expect({ status: shown.status, body: shown.status < 400 || shown.body }).toEqual({
    status: answer.status,
    body: answer.status < 400 || answer.body,
  });
  expect(mock.takeViolations().length > 0).toBe(answer.status >= 400);
}

describe("a request that is refused", () => {
  it.each([...lists, ...bodies])(
    "for %s is refused by the mock as by the service, and recorded by the verifier",
    async (_, { url: path = url, method = "GET", body, headers = {} }) => {
      const text = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const request = {
        method,
        path: path.replace(/config\/[0-9a-f]{32}/, `config/${config}`),
        headers,
        body: text,
      };
      await expectAlike(request);
      const { status } = await senders.verifier.send({
        ...request,
        headers: { "x-auth-token": token, ...headers },
      });
      expect(verifier.takeViolations().length > 0).toBe(status >= 400);
    },
  );

  it.each(operations)(
    "is refused alike where it is generated for $id",
    { timeout: soaking ? soakTimeout : 30_000 },
    async (operation) => {
      await fc.assert(
        fc.asyncProperty(
          // The mock accepts any configuration.
          generatedRequest(operation).filter(({ namesNothing }) => !namesNothing),
          async ({ path, headers, body }) => {
            const filled = path
              .replace("{project_id}", exampleProject)
              .replace("{config_id}", config);
            await expectAlike({ method: operation.method, path: filled, headers, body });
          },
        ),
        { numRuns: soaking ? 5000 : 100 },
      );
    },
  );
});
