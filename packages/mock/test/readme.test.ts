import { readFile } from "node:fs/promises";
import { Script } from "node:vm";

import { afterAll, describe, expect, it } from "vitest";

import { startMock, startVerifier } from "../src/index.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const [beginning = "", ...examples] = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(
  ([, code = ""]) => code,
);

const service = await startMock();
afterAll(() => service[Symbol.asyncDispose]());
const provided = { startMock, startVerifier, expect, it, serviceUrl: service.url };

describe("the README's examples", () => {
  // They are JavaScript that registers its tests here, with what the imports would be.
  const body = [beginning.replaceAll(/^import .*$/gm, ""), ...examples].join("\n");
  const code = `(({ ${Object.keys(provided).join(", ")} }) => { ${body} })`;
  new Script(code).runInThisContext()(provided);

  it("import what they use", () => {
    expect(beginning).toContain(
      'import { startMock, startVerifier } from "@hotspot-session/mock";',
    );
    expect(beginning).toContain('import { expect, it } from "vitest";');
    expect(examples).toHaveLength(4);
  });
});

it("the README quotes the error as it is", async () => {
  await using mock = await startMock();
  const url = `${mock.url}/v1/p1/hotspot-session-config?limit=101`;
  const headers = { "X-Auth-Token": "any" };
  const error: unknown = await mock.fetch(url, { headers }).catch((thrown: unknown) => thrown);
  expect(readme).toContain(`\n${String(error)}\n`);
});
