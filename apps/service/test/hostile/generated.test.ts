import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operations } from "../../src/contract/operations.ts";
import { operationOf } from "../calls.ts";
import { type Sender, sender } from "../sender.ts";
import { type Service, startService } from "../service.ts";
import { soaking, soakTimeout } from "../soak.ts";
import { exchange, expectConforming } from "../conformity.ts";
import { generatedRequest, percentEncoded } from "./generated-requests.ts";
import { caller, statusOf } from "./order-of-checks.ts";
import { known, text } from "./valid-values.ts";

const runs = { numRuns: soaking ? 20_000 : 100 };
const time = { timeout: soaking ? soakTimeout : 30_000 };

let service: Service;
let client: Sender;
let config: string;
let tokens: Readonly<Record<string, string | undefined>>;
beforeAll(async () => {
  service = await startService();
  client = sender(await service.app.listen({ host: "127.0.0.1", port: 0 }));
  config = await service.create();
  tokens = {
    admin: service.token,
    reader: await service.addToken(service.project, "reader"),
    foreign: await service.addToken("another project", "admin"),
    expired: await service.addToken(service.project, "admin", Date.now() - 1),
    nobody: undefined,
  };
});
afterAll(async () => {
  client[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});

describe.each(operations)("requests to $id, generated from the contract", (operation) => {
  it(
    "are answered as it declares: valid ones never with 400, broken ones always",
    time,
    async () => {
      await fc.assert(
        fc.asyncProperty(generatedRequest(operation), caller, async (generated, by) => {
          const path = generated.path
            .replace("{project_id}", service.project)
            .replace("{config_id}", config);
          const token = tokens[by];
          const answer = await client.send({
            method: operation.method,
            path,
            headers: {
              ...generated.headers,
              ...(token !== undefined && { "x-auth-token": token }),
            },
            body: generated.body,
          });
          const asked = `${operation.method} ${path}`;
          const expected = statusOf(operation, by, generated);
          expect(answer.status, exchange(asked, answer)).toBe(expected);
          expectConforming(operation, answer, asked);
        }),
        runs,
      );
    },
  );
});

describe("a schema that says what no generator understands", () => {
  it("is an error, so that no part of the contract goes untested in silence", () => {
    expect(() => known({ type: "string", pattern: "^a" })).toThrow("string with pattern");
    expect(() => known({ type: "integer", format: "int64" })).toThrow("int64");
    expect(() => known({ oneOf: [] })).toThrow("oneOf");
    expect(() => known({ type: "string", minLength: 1 })).toThrow("string without maxLength");
    expect(() => known({ type: "integer", minimum: 0 })).toThrow("integer without maximum");
  });
});

describe("any project id", () => {
  it(
    "is the project of its token when percent-encoded in a path, and of no other",
    time,
    async () => {
      const list = operationOf("ListHotspotSessionConfig");
      await fc.assert(
        fc.asyncProperty(text(1, 128), text(1, 128), percentEncoded, async (id, other, encode) => {
          const headers = { "x-auth-token": await service.addToken(id, "admin") };
          const get = (project: string) =>
            client.send({
              method: "GET",
              path: `/v1/${encode(project)}/hotspot-session-config`,
              headers,
            });
          const own = await get(id);
          expect(own).toMatchObject({ status: 200, body: { items: [] } });
          expectConforming(list, own);
          expect((await get(other)).status).toBe(other === id ? 200 : 403);
          expect((await get(encode(id))).status).toBe(encode(id) === id ? 200 : 403);
        }),
        { numRuns: soaking ? 5000 : 40 },
      );
    },
  );
});
