import { readdirSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operations } from "../src/contract.ts";
import { sampleFolder, sampleKinds, samplesOf } from "../src/samples.ts";
import { type Api, run, startApi } from "./running.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.mock[Symbol.asyncDispose]());

describe.each(operations)("the samples of $operationId", ({ operationId, method, path }) => {
  it("are one for each way to make the call", () => {
    expect(readdirSync(sampleFolder(operationId)).toSorted()).toEqual(
      sampleKinds.map(({ file }) => file).toSorted(),
    );
  });

  it.each(sampleKinds)("make it: $label", async ({ label }) => {
    const sample = samplesOf(operationId).find((one) => one.label === label);
    await run(sample?.fence ?? "", sample?.source ?? "", api);
    const made = api.takeExchanges();
    expect(api.mock.takeViolations()).toEqual([]);
    expect(made).not.toEqual([]);
    // Both of the API's paths end where the query begins; ids are whatever the sample has.
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/?]+")}(\\?|$)`);
    for (const exchange of made) {
      expect(exchange).toMatchObject({ method, status: 200, path: expect.stringMatching(pattern) });
    }
  });
});
