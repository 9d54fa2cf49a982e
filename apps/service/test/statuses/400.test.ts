import { type Mock, startMock, startVerifier, type Verifier } from "@hotspot-session/mock";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operations } from "../../src/contract/operations.ts";
import { operationOf } from "../calls.ts";
import { generatedRequest } from "../hostile/generated-requests.ts";
import { exampleConfig, exampleProject, requestTo, startScene } from "../provider/occasions.ts";
import { expectError } from "../refusals.ts";
import { type Outgoing, type Sender, sender } from "../sender.ts";
import type { Answer, Request, Service } from "../service.ts";
import { soaking, soakTimeout } from "../soak.ts";
import { configsOf } from "../store/requests.ts";
import { badInput } from "./bad-input.ts";

// A wrong request is refused by the service, by the mock as by the service, and the verifier records it.

const type = "content-type";
const json: Record<string, string> = { [type]: "application/json" };
const create = requestTo(operationOf("CreateHotspotSessionConfig"));
const list = requestTo(operationOf("ListNonMigrationUsers"));
const { url } = list;

const withConfig = (id: string) => url.replace(exampleConfig, id);

/** What no operation has as bad input: it concerns HTTP, or the mock and the service only. */
const ofHttp: readonly (readonly [name: string, request: Request])[] = [
  ["NUL in a filter", { ...list, url: `${url}?user_name=a%00b` }],
  ["an id with NUL", { ...list, url: withConfig("%00") }],
  ["half an escape", { ...list, url: withConfig("%a") }],
  ["an escape in the path", { ...list, url: url.replace("-", "%2D") }],
  ["a request line too long", { ...list, url: `${url}?x=${"x".repeat(16 * 1024)}` }],
  ["two mistakes", { ...list, url: `${url}?limit=0&offset=x` }],
  ["a method that is not there", { ...list, method: "DELETE" }],
  ["a path that is not there", { ...list, url: "/v1/p/hotspot-session" }],
  ["a path with an empty part", { ...list, url: "/v1//hotspot-session-config" }],
  ["neither body nor type", { ...create, body: "" }],
  ["a body without a type", create],
  ["a type that is none", { ...create, headers: { [type]: "json" } }],
  ["a type without a body", { ...create, body: "", headers: { [type]: "text/plain" } }],
  ["a byte order mark", { ...create, headers: json, body: `\uFEFF${JSON.stringify(create.body)}` }],
];

const ofOperations = operations.flatMap((operation) => {
  const call: Request = requestTo(operation);
  const headers = operation.body === undefined ? {} : json;
  return badInput[operation.id].map(
    ([name, change, message]) =>
      [operation.id, name, { ...call, headers, ...change(call) }, message] as const,
  );
});

let service: Service;
let mock: Mock;
let verifier: Verifier;
let config: string;
let token: string;
let senders: Readonly<Record<"mock" | "service" | "verifier", Sender>>;
const disposables = new AsyncDisposableStack();
beforeAll(async () => {
  const scene = disposables.use(await startScene(false));
  ({ service } = scene);
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
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

async function expectAlike(request: Outgoing): Promise<Answer> {
  const sent = { ...request, headers: { "x-auth-token": token, ...request.headers } };
  const [shown, answer] = await Promise.all([senders.mock.send(sent), senders.service.send(sent)]);
  expect({ status: shown.status, body: shown.status < 400 || shown.body }).toEqual({
    status: answer.status,
    body: answer.status < 400 || answer.body,
  });
  expect(mock.takeViolations().length > 0).toBe(answer.status >= 400);
  return answer;
}

/** Sends it to the mock and the service, and by the verifier. */
async function expectRecorded(sent: Request): Promise<Answer> {
  const { url: path, method, body, headers = {} } = sent;
  const request = {
    method,
    path: path.replace(exampleConfig, config),
    headers: { "x-auth-token": token, ...headers },
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  };
  const answer = await expectAlike(request);
  const { status } = await senders.verifier.send(request);
  expect(verifier.takeViolations().length > 0).toBe(status >= 400);
  return answer;
}

describe("a request that is refused", () => {
  it.each(ofOperations)(
    "%s answers 400 to %s, changes nothing, and is recorded",
    async (id, _, request, message) => {
      const before = await configsOf(service.store, exampleProject);
      expectError(id, await expectRecorded(request), 400, message);
      expect(await configsOf(service.store, exampleProject)).toEqual(before);
    },
  );

  it.each(ofHttp)("for %s is refused by the mock as by the service, and recorded", (_, request) =>
    expectRecorded(request).then(() => undefined),
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
        { numRuns: soaking ? 5000 : 12 },
      );
    },
  );
});
