import { describe, expect, it } from "vitest";

import { contentSecurityPolicy, seal } from "./seal.ts";

const redocPage = (logos: string) =>
  `<head><meta charset="utf8" /></head><script>load(${logos})</script>`;
const logos =
  '"https://cdn.redoc.ly/redoc/logo-mini-full.svg","https://cdn.redoc.ly/redoc/logo-mini.svg"';

describe("a sealed page", () => {
  it("has its policy before anything that could load", () => {
    const sealed = seal(redocPage(logos));
    expect(sealed.indexOf(contentSecurityPolicy)).toBeGreaterThan(0);
    expect(sealed.indexOf(contentSecurityPolicy)).toBeLessThan(sealed.indexOf("<script"));
  });

  it("holds the attribution instead of fetching it", () => {
    const sealed = seal(redocPage(logos));
    expect(sealed).not.toContain("cdn.redoc.ly");
    expect(decodeURIComponent(sealed)).toContain(">Redocly</text>");
  });

  it("is refused where Redoc has changed, with what to correct", () => {
    expect(() => seal(redocPage('"https://cdn.redoc.ly/other.svg"'))).toThrow(
      /logo-mini-full\.svg exactly once: .*src\/seal\.ts/,
    );
    expect(() => seal(redocPage(`${logos},${logos}`))).toThrow(/exactly once/);
  });
});
