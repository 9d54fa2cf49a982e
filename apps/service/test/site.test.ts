import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { describe, expect, it } from "vitest";

import { type Service, sharedService, startService } from "./service.ts";

const get = (service: Service, url: string) => service.app.inject({ method: "GET", url });

describe("the site", () => {
  it("serves the contract as JSON and, to the letter, as it was written", async () => {
    await using service = await startService({ hsts: 60 });
    const answer = await get(service, "/openapi.json");
    expect(answer.json()).toEqual(contract);
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "strict-transport-security": "max-age=60",
    });
    const yaml = fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.yaml"));
    expect((await get(service, "/openapi.yaml")).body).toBe(readFileSync(yaml, "utf8"));
  });

  it("serves the reference at /docs/, where /docs leads, and / for programs", async () => {
    await using service = await sharedService();
    const answer = await get(service, "/docs/");
    expect(answer.statusCode).toBe(200);
    for (const path of Object.keys(contract.paths)) expect(answer.body).toContain(path);
    for (const url of ["/", "/docs"]) {
      const led = { statusCode: 302, headers: { location: "/docs/" } };
      expect(await get(service, url)).toMatchObject(led);
    }
  });

  it("serves the console at /console/ and below, where / leads browsers", async () => {
    await using service = await sharedService();
    const browse = (url: string) =>
      service.app.inject({ method: "GET", url, headers: { accept: "text/html,*/*;q=0.8" } });
    const start = await browse("/console/");
    expect(start).toMatchObject({ statusCode: 200, headers: { "cache-control": "no-cache" } });
    expect(start.headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';.* require-trusted-types-for 'script'/,
    );
    expect(await browse("/console/p/p1/configs?limit=5")).toMatchObject({
      statusCode: 200,
      body: start.body,
    });
    const [script = ""] = /\/console\/assets\/[^"]+\.js/.exec(start.body) ?? [];
    expect((await get(service, script)).headers["cache-control"]).toContain("immutable");
    expect((await get(service, "/console/assets/gone.js")).statusCode).toBe(404);
    for (const [url, location] of [
      ["/", "/console/"],
      ["/console", "/console/"],
      ["/console?redirect=%2Fp%2Fp1", "/console/?redirect=%2Fp%2Fp1"],
      ["/console?filter=who?", "/console/?filter=who?"],
    ] as const) {
      expect(await browse(url)).toMatchObject({ statusCode: 302, headers: { location } });
    }
  });
});

describe("health", () => {
  it.each([
    ["ready, and alive, while it can answer", async () => {}, 200],
    ["not ready, but alive, when the store fails", ({ store }: Service) => store.close(), 503],
    ["not ready, but alive, while it drains", async ({ drain }: Service) => drain(), 503],
  ])("is %s", async (_, prepare, status) => {
    await using service = await startService();
    await prepare(service);
    const ready = await get(service, "/readyz");
    expect(ready.statusCode).toBe(status);
    expect(ready.headers["retry-after"]).toBe(status === 503 ? "1" : undefined);
    for (const url of ["/healthz", "/healthz?from=a-load-balancer"]) {
      expect(await get(service, url)).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
    }
  });
});
