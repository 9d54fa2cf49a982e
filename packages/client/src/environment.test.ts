import { describe, expect, it } from "vitest";

import { settingsFromEnvironment } from "./environment.ts";

const token = { HOTSPOT_URL: "http://a", HOTSPOT_PROJECT_ID: "p", HOTSPOT_TOKEN: "t" };
const signing = { HOTSPOT_ACCESS_KEY: "a", HOTSPOT_SECRET_KEY: "s" };

describe("settings from the environment", () => {
  it.each([
    [token, { baseUrl: "http://a", projectId: "p", token: "t" }],
    [
      { ...token, HOTSPOT_URL: "", HOTSPOT_REGION: "cn-north-4" },
      { region: "cn-north-4", projectId: "p", token: "t" },
    ],
    [
      { ...token, HOTSPOT_TOKEN: "", ...signing, HOTSPOT_SECURITY_TOKEN: "x" },
      {
        baseUrl: "http://a",
        projectId: "p",
        auth: { accessKey: "a", secretKey: "s", securityToken: "x" },
      },
    ],
  ])("%j are options of the client", (environment, options) => {
    expect(settingsFromEnvironment(environment)).toEqual(options);
  });

  it.each([
    [{ ...token, HOTSPOT_URL: undefined }, "HOTSPOT_URL: must be set in the environment"],
    [{ ...token, HOTSPOT_PROJECT_ID: "" }, "HOTSPOT_PROJECT_ID: must be set in the environment"],
    [{ ...token, HOTSPOT_TOKEN: "" }, "HOTSPOT_TOKEN: must be set in the environment"],
    [
      { ...token, HOTSPOT_TOKEN: "", HOTSPOT_ACCESS_KEY: "a" },
      "HOTSPOT_SECRET_KEY: must be set in the environment",
    ],
    [
      { ...token, ...signing },
      "HOTSPOT_TOKEN and HOTSPOT_ACCESS_KEY: both are set in the environment; unset one of them",
    ],
    [
      { ...token, HOTSPOT_REGION: "cn-north-4" },
      "HOTSPOT_URL and HOTSPOT_REGION: both are set in the environment; unset one of them",
    ],
  ])("%j are refused", (environment, message) => {
    expect(() => settingsFromEnvironment(environment)).toThrow(new TypeError(message));
  });
});
