import { expect, it } from "vitest";

import { startMock } from "../src/index.ts";
import { validRequestOf } from "./contract-operations.ts";

const { path, init } = validRequestOf("ListHotspotSessionConfig");
const pathFrom = (offset: number) => `${path.replace(/\?.*/, "")}?offset=${offset}`;

it("the page of configurations behind the first is empty, unless another answer is preferred", async () => {
  await using mock = await startMock();
  const read = async (fetch: typeof globalThis.fetch, offset: number): Promise<unknown> => {
    const answer = await fetch(mock.url + pathFrom(offset), init);
    return answer.json();
  };
  expect(await read(mock.fetch, 0)).toEqual({ items: [expect.anything()] });
  expect(await read(mock.fetch, 1)).toEqual({ items: [] });
  const preferred = mock.prefer({ example: "one_configuration" });
  expect(await read(preferred, 1)).toEqual({ items: [expect.anything()] });
  expect(mock.takeViolations()).toEqual([]);
});
