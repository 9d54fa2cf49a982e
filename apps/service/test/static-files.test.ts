import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { noSuchPath, toApiError } from "../src/errors.ts";
import { sendError } from "../src/http/answer.ts";
import { serveFolder } from "../src/http/site.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const page = "<!doctype html><title>A guide</title>";

/** A folder as a build leaves it, served below `/docs/`. */
async function served(hsts?: number) {
  const folder = temporaryFolder();
  mkdirSync(folder.file("_astro"));
  writeFileSync(folder.file("index.html"), "start");
  writeFileSync(folder.file("guide.html"), page);
  writeFileSync(folder.file("guide.html.br"), brotliCompressSync(page));
  writeFileSync(folder.file("guide.html.gz"), gzipSync(page));
  writeFileSync(folder.file("404.html"), "not here");
  writeFileSync(folder.file("_astro/app.3f2a.js"), "run()");
  const app = Fastify();
  app.setErrorHandler((error, request, reply) => {
    reply.hijack();
    sendError(reply.raw, request.id, toApiError(error));
  });
  app.setNotFoundHandler(() => {
    throw noSuchPath();
  });
  serveFolder(app, "/docs/", folder.path, { hsts });
  return {
    get: (url: string, headers: Readonly<Record<string, string>> = {}) =>
      app.inject({ method: "GET", url, headers }),
    path: folder.path,
    async [Symbol.asyncDispose]() {
      await app.close();
      folder[Symbol.dispose]();
    },
  };
}

let site: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  site = await served();
});
afterAll(() => site[Symbol.asyncDispose]());

describe("a page", () => {
  it.each(["/docs/guide.html", "/docs/guide"])("is found at %s", async (url) => {
    const answer = await site.get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(page);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
  });

  it("tells browsers to frame it nowhere, to guess no type and to pass no address on", async () => {
    expect((await site.get("/docs/")).headers).toMatchObject({
      "content-security-policy": "frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });

  it("is found once its folder can be read, where it could not for the first request", async () => {
    await using later = await served();
    renameSync(later.path, `${later.path}-moved`);
    writeFileSync(later.path, "no folder");
    expect((await later.get("/docs/guide")).statusCode).toBe(500);
    renameSync(later.path, `${later.path}-moved/file`);
    renameSync(`${later.path}-moved`, later.path);
    expect((await later.get("/docs/guide")).statusCode).toBe(200);
  });

  it("asks for TLS where the operator says so, and only there", async () => {
    expect((await site.get("/docs/")).headers).not.toHaveProperty("strict-transport-security");
    await using secure = await served(31_536_000);
    expect((await secure.get("/docs/")).headers["strict-transport-security"]).toBe(
      "max-age=31536000",
    );
  });

  it.each([
    ["br, gzip", "br", brotliCompressSync(page)],
    ["gzip", "gzip", gzipSync(page)],
  ])("is sent as the build compressed it to who accepts %s", async (accepted, encoding, bytes) => {
    const answer = await site.get("/docs/guide.html", { "accept-encoding": accepted });
    expect(answer.headers).toMatchObject({ "content-encoding": encoding, vary: "accept-encoding" });
    expect(answer.rawPayload).toEqual(bytes);
  });

  it.each([
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0.0, gzip;q=0", undefined],
    ["identity", undefined],
  ])("is sent in no encoding that the client excludes: %s", async (accepted, encoding) => {
    const answer = await site.get("/docs/guide.html", { "accept-encoding": accepted });
    expect(answer.headers["content-encoding"]).toBe(encoding);
  });

  it("is checked for changes each time, and not sent again without one", async () => {
    const { headers } = await site.get("/docs/guide.html");
    expect(headers["cache-control"]).toBe("no-cache");
    const again = await site.get("/docs/guide.html", { "if-none-match": String(headers["etag"]) });
    expect(again).toMatchObject({ statusCode: 304, body: "" });
  });

  it("that is not there is a page of its own to a browser, and an error to others", async () => {
    const page404 = await site.get("/docs/nowhere", { accept: "text/html,*/*" });
    expect(page404).toMatchObject({ statusCode: 404, body: "not here" });
    expect((await site.get("/docs/nowhere")).json()).toMatchObject({ error_code: "WKS.00000404" });
  });

  it.each(["/docs/../index.html", "/docs/..%2findex.html", "/docs//index.html", "/docs/%00"])(
    "is not found by the way of %s",
    async (url) => {
      expect((await site.get(url)).statusCode).toBe(404);
    },
  );
});

describe("a file whose name changes with its contents", () => {
  it("is kept for ever", async () => {
    expect((await site.get("/docs/_astro/app.3f2a.js")).headers["cache-control"]).toBe(
      "public, max-age=31536000, immutable",
    );
  });
});
