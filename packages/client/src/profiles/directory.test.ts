import { describe, expect, it } from "vitest";

import { configDirectory } from "./directory.ts";

describe("the folder of the profiles", () => {
  it.each([
    ["linux", {}, "/home/me/.config/hotspot"],
    ["linux", { XDG_CONFIG_HOME: "/xdg" }, "/xdg/hotspot"],
    ["linux", { XDG_CONFIG_HOME: "not/absolute" }, "/home/me/.config/hotspot"],
    ["linux", { XDG_CONFIG_HOME: "/xdg", HOTSPOT_CONFIG_DIR: "/mine" }, "/mine"],
    ["darwin", {}, "/home/me/Library/Application Support/hotspot"],
    ["win32", { APPDATA: "/roaming" }, "/roaming/hotspot"],
  ] as const)("on %s with %j is %s", (platform, environment, folder) => {
    expect(configDirectory({ HOME: "/home/me", ...environment }, platform)).toBe(folder);
  });
});
