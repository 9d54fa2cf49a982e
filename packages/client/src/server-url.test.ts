import { servers } from "@hotspot-session/types";
import { describe, expect, it } from "vitest";

import { type Region, type ServerOptions, serverUrl } from "./server-url.ts";

/** What a caller without TypeScript can pass. */
function urlOf(options: Readonly<Record<string, unknown>>) {
  const given: ServerOptions = { baseUrl: "" };
  return serverUrl(Object.assign(given, { baseUrl: undefined }, options));
}

describe("region", () => {
  it.each([
    ["cn-north-4", "https://appstream.cn-north-4.myhuaweicloud.com"],
    ["ap-southeast-1", "https://workspace.ap-southeast-1.myhuaweicloud.com"],
  ] as const)("%s is at %s", (region, url) => {
    expect(serverUrl({ region })).toBe(url);
  });

  it("is any of the contract's", () => {
    const regions = servers.flatMap((server): readonly Region[] => server.regions);
    expect(regions).toHaveLength(17);
    for (const region of regions) {
      expect(serverUrl({ region })).toMatch(
        new RegExp(`^https://(appstream|workspace)\\.${region}\\.myhuaweicloud\\.com$`),
      );
    }
  });

  it.each(["moon-1", "", "cn-north-4.evil.example", 7])(
    "%j is refused with the known ones",
    (region) => {
      expect(() => urlOf({ region })).toThrow(
        /^region: must be one of cn-north-9, .*, af-north-1; for any other place give baseUrl$/,
      );
    },
  );

  it("is given without baseUrl", () => {
    expect(() => urlOf({ region: "cn-north-4", baseUrl: "http://a" })).toThrow(
      "region: give it or baseUrl, not both",
    );
  });
});
