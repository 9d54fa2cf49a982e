import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { describe, expect, it } from "vitest";

import { sharedService, startService } from "./service.ts";

async function get(url: string) {
  const service = await sharedService();
  return await service.app.inject({ method: "GET", url });
}

describe("the site", () => {
  it("serves the contract as JSON and, to the letter, as it was written", async () => {
    expect((await get("/openapi.json")).json()).toEqual(contract);
    const yaml = fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.yaml"));
    expect((await get("/openapi.yaml")).body).toBe(readFileSync(yaml, "utf8"));
  });

  it("serves the reference at /docs/", async () => {
    const answer = await get("/docs/");
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
    for (const path of Object.keys(contract.paths)) expect(answer.body).toContain(path);
  });

  it.each(["/", "/docs"])("leads from %s to the reference", async (url) => {
    expect(await get(url)).toMatchObject({ statusCode: 302, headers: { location: "/docs/" } });
  });
});

describe("health", () => {
  it("is alive and ready while it can answer", async () => {
    expect(await get("/healthz")).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
    expect(await get("/readyz")).toMatchObject({ statusCode: 200, body: '{"status":"ready"}' });
  });

  it("is not ready, but alive, when the store fails", async () => {
    await using service = await startService();
    await service.store.close();
    const ready = await service.app.inject({ method: "GET", url: "/readyz" });
    expect(ready).toMatchObject({ statusCode: 503, headers: { "retry-after": "1" } });
    expect((await service.app.inject({ method: "GET", url: "/healthz" })).statusCode).toBe(200);
  });

  it("is not ready, but alive, while it drains", async () => {
    await using service = await startService();
    service.drain();
    expect((await service.app.inject({ method: "GET", url: "/readyz" })).statusCode).toBe(503);
    expect((await service.app.inject({ method: "GET", url: "/healthz" })).statusCode).toBe(200);
  });
});
