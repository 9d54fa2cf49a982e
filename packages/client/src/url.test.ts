import { describe, expect, it } from "vitest";

import { serializePath, serializeQuery } from "./url.ts";

const path = (config_id: unknown) => serializePath("/configs/{config_id}/users", { config_id });

describe("a path parameter", () => {
  it.each([
    ["019a2b5e7c1d73e89f4a5b6c7d8e9f01", "019a2b5e7c1d73e89f4a5b6c7d8e9f01"],
    ["a/b", "a%2Fb"],
    ["../x", "..%2Fx"],
    ["%2e", "%252e"],
    ["{config_id}", "%7Bconfig_id%7D"],
    ["$&", "%24%26"],
    ["a?b#c\n", "a%3Fb%23c%0A"],
    ["ü€😀", "%C3%BC%E2%82%AC%F0%9F%98%80"],
  ])("%j stays in its segment as %s", (id, encoded) => {
    expect(path(id)).toBe(`/configs/${encoded}/users`);
    const { pathname } = new URL(path(id), "http://example.com");
    expect(pathname.split("/").map(decodeURIComponent)).toEqual(["", "configs", id, "users"]);
  });

  it.each([
    [undefined, "config_id: must be a string that is not empty"],
    ["", "config_id: must be a string that is not empty"],
    [".", 'config_id: "." cannot be sent, since a URL takes it for a step'],
    ["..", 'config_id: ".." cannot be sent, since a URL takes it for a step'],
    ["\udc00", "config_id: holds half of a surrogate pair, which no URL can carry"],
  ])("%j is refused", (id, message) => {
    expect(() => path(id)).toThrow(new TypeError(message));
  });
});

describe("a query", () => {
  it("is percent-encoded, less what is undefined", () => {
    expect(serializeQuery({ user_name: "a&b=%_ü", offset: 0, limit: undefined })).toBe(
      "user_name=a%26b%3D%25_%C3%BC&offset=0",
    );
  });

  it("with half of a surrogate pair is refused by the name of the parameter", () => {
    expect(() => serializeQuery({ user_name: "a\ud800" })).toThrow(
      new TypeError("user_name: holds half of a surrogate pair, which no URL can carry"),
    );
  });
});
