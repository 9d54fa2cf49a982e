import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operations } from "../src/contract.ts";
import { kinds, samplesOf } from "../src/samples.ts";
import { type Api, runProgram, runShell, startApi } from "./running.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.mock[Symbol.asyncDispose]());

describe.each(operations)("the samples of $id", ({ id, method, path }) => {
  it.each(kinds)("make the call: $label", async ({ label }) => {
    const { language, source } = samplesOf(id).find((one) => one.label === label) ?? {};
    const program = join(import.meta.dirname, "../samples", id, "typescript.ts");
    await (language === "ts" ? runProgram(program, api) : runShell(source ?? "", api));
    const made = api.takeExchanges();
    expect(api.mock.takeViolations()).toEqual([]);
    expect(made).not.toEqual([]);
    // The ids are those of the sample.
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/?]+")}(\\?|$)`);
    for (const exchange of made) {
      expect(exchange).toMatchObject({ method, status: 200, path: expect.stringMatching(pattern) });
    }
  });
});
