import { expect, it } from "vitest";

import { queryReader } from "../src/validation/index.ts";

it("takes a question mark in a query for a part of a name, as request signatures do", () => {
  const read = queryReader({ type: "object", properties: { user_name: { type: "string" } } });
  expect(read("user_name=a")).toEqual({ user_name: "a" });
  expect(read("?user_name=a")).toEqual({});
});
