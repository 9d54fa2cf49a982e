import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { configId, hotspot, settingsFor, token } from "./hotspot.ts";
import { startServer } from "./server.ts";

let folder: string;
let server: Awaited<ReturnType<typeof startServer>>;

/** It answers what it was asked. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hotspot-"));
  server = await startServer(async (request, response) => {
    const { method, url, headers } = request;
    const body = method === "HEAD" ? "" : await text(request);
    response.writeHead(200, { "x-request-id": "request-1" });
    response.end(
      JSON.stringify({
        asked: `${method} ${url}`,
        token: headers["x-auth-token"] === token,
        ...(body !== "" && { type: headers["content-type"], body }),
      }),
    );
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function api(words: readonly string[], input = "") {
  const ended = await hotspot(["api", ...words], settingsFor(server.url), input);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  return ended.stdout;
}

describe.concurrent("hotspot api", () => {
  it("calls with the credential, and puts the project in its place", async () => {
    expect(JSON.parse(await api(["get", "/v1/{project_id}/x?limit=1&a=%20b"]))).toEqual({
      asked: "GET /v1/a4da8115c9d8464ead3a38309130523f/x?limit=1&a=%20b",
      token: true,
    });
  });

  it.each(["POST", "PATCH", "PUT", "DELETE"])("%s sends a body as it is given", async (method) => {
    const body = '{"no": "JSON';
    expect(JSON.parse(await api([method, "/x", "--data", body]))).toEqual({
      asked: `${method} /x`,
      token: true,
      type: "application/json",
      body,
    });
  });

  it("takes the body from a file or standard input", async () => {
    const file = join(folder, "body.json");
    await writeFile(file, `{"id": "${configId}"}`);
    const [fromFile, fromInput] = [
      await api(["POST", "/x", "--data", `@${file}`]),
      await api(["POST", "/x", "--data", "-"], "[1]"),
    ];
    expect(JSON.parse(fromFile).body).toBe(`{"id": "${configId}"}`);
    expect(JSON.parse(fromInput).body).toBe("[1]");
  });

  it("shows the head of the answer where it is asked for", async () => {
    const [head = "", body] = (await api(["GET", "/x", "-i"])).split("\n\n");
    expect(head).toMatch(/^HTTP 200 OK\n/);
    expect(head.split("\n")).toContain("x-request-id: request-1");
    expect(JSON.parse(body ?? "").asked).toBe("GET /x");
    expect(await api(["HEAD", "/x"])).toBe("");
  });
});
