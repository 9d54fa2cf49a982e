import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";

import { operationOf } from "../calls.ts";
import { expectConforming } from "../conformity.ts";
import { generatedBy } from "../provider/nets/generated-requests.ts";
import { type Sender, sender } from "../sender.ts";
import { type Service, startService } from "../service.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { percentEncoded } from "./generated-requests.ts";
import { known, text } from "./valid-values.ts";

const time = { timeout: soaking ? soakTimeout : 30_000 };

let service: Service;
let url: string;
let client: Sender;
beforeAll(async () => {
  service = await startService();
  url = await service.app.listen({ host: "127.0.0.1", port: 0 });
  client = sender(url);
});
afterAll(async () => {
  client[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});

it(
  "requests generated from the contract are answered as it declares, with any seed",
  time,
  async () => {
    const { project, token: admin } = service;
    const tokens = {
      admin,
      reader: await service.addToken(project, "reader"),
      foreign: await service.addToken("another project", "admin"),
      expired: await service.addToken(project, "admin", Date.now() - 1),
      nobody: undefined,
    };
    const seed = Math.trunc(Math.random() * 2 ** 31);
    for (let round = 0; round < (soaking ? 200 : 1); round++) {
      const findings = await generatedBy(
        seed + round,
        soaking ? 100 : 25,
      )({ url, project, tokens });
      expect(findings, `seed ${seed + round}`).toEqual([]);
    }
    tell(`generated requests: seeds from ${seed}`);
  },
);

it("a schema that says what no generator understands is an error: nothing goes untested in silence", () => {
  expect(() => known({ type: "string", pattern: "^a" })).toThrow("string with pattern");
  expect(() => known({ type: "integer", format: "int64" })).toThrow("int64");
  expect(() => known({ oneOf: [] })).toThrow("oneOf");
  expect(() => known({ type: "string", minLength: 1 })).toThrow("string without maxLength");
  expect(() => known({ type: "integer", minimum: 0 })).toThrow("integer without maximum");
});

it(
  "any project id is the project of its token when percent-encoded in a path, and of no other",
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
      { numRuns: soaking ? 5000 : 15 },
    );
  },
);
