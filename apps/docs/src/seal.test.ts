import { describe, expect, it } from "vitest";

import { asClassicScript, withoutForeignPictures } from "./seal.ts";

const logos =
  'load("https://cdn.redoc.ly/redoc/logo-mini-full.svg","https://cdn.redoc.ly/redoc/logo-mini.svg")';

describe("Redoc's script, sealed", () => {
  it("holds the attribution instead of fetching it", () => {
    const sealed = withoutForeignPictures(logos);
    expect(sealed).not.toContain("cdn.redoc.ly");
    expect(decodeURIComponent(sealed)).toContain(">Redocly</text>");
  });

  it("is refused where Redoc has changed, with what to correct", () => {
    expect(() => withoutForeignPictures('"https://cdn.redoc.ly/other.svg"')).toThrow(
      /logo-mini-full\.svg exactly once: .*src\/seal\.ts/,
    );
    expect(() => withoutForeignPictures(`${logos},${logos}`)).toThrow(/exactly once/);
  });
});

describe("Redoc's script, made a classic one", () => {
  it("has neither exports nor a module's own address", () => {
    const script = asClassicScript("const{hydrate}=f(import.meta.url);export{hydrate,init};");
    expect(script).toContain("const{hydrate}=f(noModule.url);");
    expect(script).not.toMatch(/export|import\.meta/);
  });

  it("is refused where it does not end with its exports", () => {
    expect(() => asClassicScript("const a = 1;")).toThrow(/src\/seal\.ts/);
  });
});
