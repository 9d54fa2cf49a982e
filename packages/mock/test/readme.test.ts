import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Mock, startMock, startVerifier } from "../src/index.ts";

const headers = { "X-Auth-Token": "any" };

let service: Mock;
let serviceUrl: string;
beforeAll(async () => {
  service = await startMock();
  serviceUrl = service.url;
});
afterAll(() => service[Symbol.asyncDispose]());

describe("the README", () => {
  it("shows nothing but the tests below", async () => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const tests = await readFile(new URL(import.meta.url), "utf8");
    const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
    const [beginning = "", ...examples] = blocks;
    expect(examples).toHaveLength(4);
    for (const example of examples) expect(tests).toContain(example);
    // They begin as this file does, which imports the same by another path, and more.
    const names = [...beginning.matchAll(/^import \{ (.*) \} from "(.*)";$/gm)];
    expect(names.map(([, , from]) => from)).toEqual(["@hotspot-session/mock", "vitest"]);
    const imported = names.flatMap(([, list = ""]) => list.split(", "));
    for (const name of ["startMock", "startVerifier", "expect", "it"])
      expect(imported).toContain(name);
    expect(tests).toContain(/^const headers .*$/m.exec(beginning)?.[0]);
  });

  it("quotes the error as it is", async () => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    await using mock = await startMock();
    const url = `${mock.url}/v1/p1/hotspot-session-config?limit=101`;
    const error: unknown = await mock.fetch(url, { headers }).catch((thrown: unknown) => thrown);
    expect(readme).toContain(`\n${String(error)}\n`);
  });
});

it("lists the configurations", async () => {
  await using mock = await startMock();
  const response = await mock.fetch(`${mock.url}/v1/p1/hotspot-session-config`, { headers });
  expect(response.status).toBe(200);
});

it("tells the user to wait when the service is unavailable", async () => {
  await using mock = await startMock();
  const fetch = mock.prefer({ code: 503 });
  const response = await fetch(`${mock.url}/v1/p1/hotspot-session-config`, { headers });
  expect(response.headers.get("Retry-After")).toBe("1");
});

it("shows an empty list", async () => {
  await using mock = await startMock();
  const fetch = mock.prefer({ example: "no_configuration" });
  const response = await fetch(`${mock.url}/v1/p1/hotspot-session-config`, { headers });
  expect(await response.json()).toEqual({ items: [] });
});

it("shows why a page is refused", async () => {
  await using mock = await startMock();
  const response = await fetch(`${mock.url}/v1/p1/hotspot-session-config?limit=101`, { headers });
  expect(await response.json()).toMatchObject({ error_msg: "limit: must be <= 100" });
  expect(mock.takeViolations()).toMatchObject([{ location: "request.query.limit" }]);
});

it("keeps the contract", async () => {
  await using verifier = await startVerifier(serviceUrl);
  const response = await verifier.fetch(`${verifier.url}/v1/p1/hotspot-session-config`, {
    headers,
  });
  expect(response.status).toBe(200);
});
