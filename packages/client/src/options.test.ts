import { describe, expect, it } from "vitest";

import { type HotspotClientOptions, settingsOf } from "./options.ts";

const good: HotspotClientOptions = {
  baseUrl: "https://example.com",
  projectId: "a4da8115c9d8464ead3a38309130523f",
  token: "correct-horse-battery-staple",
};

/** What a caller without TypeScript can pass. */
function check(options: Readonly<Record<string, unknown>>) {
  return settingsOf(Object.assign({}, good, options));
}

describe("baseUrl", () => {
  it.each([
    ["https://example.com", "https://example.com"],
    ["https://example.com/", "https://example.com"],
    ["https://example.com/gateway", "https://example.com/gateway"],
    ["https://example.com/gateway//", "https://example.com/gateway"],
    ["HTTP://Example.com:8080/a b/", "http://example.com:8080/a%20b"],
    ["https://example.com/{project_id}", "https://example.com/%7Bproject_id%7D"],
  ])("%s is put in front of paths as %s", (baseUrl, normalized) => {
    expect(check({ baseUrl }).baseUrl).toBe(normalized);
  });

  it.each([undefined, null, 7, "", "example.com", "/api", "localhost:8080", "ftp://example.com"])(
    "%s is refused: it is no absolute http or https URL",
    (baseUrl) => {
      expect(() => check({ baseUrl })).toThrow(
        "baseUrl: must be an absolute http or https URL, such as https://example.com",
      );
    },
  );

  it.each(["https://example.com?", "https://example.com/?a=1", "https://example.com/#"])(
    "%s is refused: nothing can be put behind it",
    (baseUrl) => {
      expect(() => check({ baseUrl })).toThrow("baseUrl: must not have a query or a fragment");
    },
  );

  it("with a password is refused without repeating it", () => {
    expect(() => check({ baseUrl: "https://me:hunter2@example.com" })).toThrow(
      /^(?!.*hunter2)baseUrl: must not hold a user name or password/,
    );
  });
});

describe("projectId", () => {
  it("that no path can hold is refused", () => {
    expect(() => check({ projectId: ".." })).toThrow('projectId: ".." cannot be sent');
    expect(() => check({ projectId: 12 })).toThrow("projectId: must be a string that is not empty");
  });
});

describe("token", () => {
  it.each([undefined, "", 12])("%s is refused", (token) => {
    expect(() => check({ token })).toThrow("token: must be a string that is not empty");
  });

  it.each(["s3cret\n", "s3cret\r\nX-Other: 1", " s3cret", "s3\u0000cret", "s3cret€"])(
    "%j is refused without repeating it",
    (token) => {
      expect(() => check({ token })).toThrow(
        /^(?!.*s3)token: must be printable ASCII characters without spaces or line breaks/,
      );
    },
  );
});

describe("fetch", () => {
  it("that is no function is refused", () => {
    expect(() => check({ fetch: "fetch" })).toThrow("fetch: must be a function");
  });
});
