import { text } from "node:stream/consumers";

import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";

import { startFolder } from "./bulk/lists.ts";
import { configId, settingsFor, token } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startServer } from "./server.ts";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const folder = owned.use(await startFolder());
/** It answers what it was asked. */
const server = owned.use(
  await startServer(async (request, response) => {
    const { method, url, headers } = request;
    const body = method === "HEAD" ? "" : await text(request);
    response.writeHead(200, { "x-request-id": "request-1" });
    response.end(
      JSON.stringify({
        asked: `${method} ${url}`,
        token: headers["x-auth-token"] === token,
        ...(headers["x-more"] !== undefined && { more: headers["x-more"] }),
        ...(body !== "" && { type: headers["content-type"], body }),
      }),
    );
  }),
);

async function api(words: readonly string[], input = "") {
  const ended = await program(["api", ...words], settingsFor(server.url), input);
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

  it("is a GET unless it has a body, and takes fields and headers one by one", async () => {
    expect(JSON.parse(await api(["/x?a=1", "-H", "X-More: b:c"]))).toEqual({
      asked: "GET /x?a=1",
      token: true,
      more: "b:c",
    });
    const fields = ["-f", "on=true", "-f", "number=-2.5", "-f", "text=a=b", "-f", "id=007"];
    expect(JSON.parse(await api(["GET", "/x?on=1", ...fields])).asked).toBe(
      "GET /x?on=true&number=-2.5&text=a%3Db&id=007",
    );
    expect(JSON.parse(await api(["GET", "/x?a=b?c", "-f", "d=1"])).asked).toBe(
      "GET /x?a=b%3Fc&d=1",
    );
    const posted = JSON.parse(await api(["/x", ...fields]));
    expect(posted).toMatchObject({ asked: "POST /x", type: "application/json" });
    expect(JSON.parse(posted.body)).toEqual({ on: true, number: -2.5, text: "a=b", id: "007" });
  });

  it("sends a number that is too long to be exact as the text that it is", async () => {
    const fields = ["-f", "user_id=12345678901234567890", "-f", "number=123456789012345"];
    const { body } = JSON.parse(await api(["/x", ...fields]));
    expect(JSON.parse(body)).toEqual({ user_id: "12345678901234567890", number: 123456789012345 });
  });

  it("takes the body from a file or standard input", async () => {
    const file = await folder.write("body.json", `{"id": "${configId}"}`);
    const [fromFile, fromInput] = [
      await api(["POST", "/x", "--data", `@${file}`]),
      await api(["POST", "/x", "--data", "-"], "[1]"),
    ];
    expect(JSON.parse(fromFile).body).toBe(`{"id": "${configId}"}`);
    expect(JSON.parse(fromInput).body).toBe("[1]");
  });

  it("sends another type of body where a header says it, in any case", async () => {
    const words = ["POST", "/x", "--data", "a", "-H", "CONTENT-TYPE: text/plain"];
    expect(JSON.parse(await api(words)).type).toBe("text/plain");
  });

  it("names a header that cannot be sent without its value, and sends nothing", async () => {
    const words = ["api", "/x", "-H", "X-More: b", "-H", "X-Auth-Token: another\nsecret"];
    expect(await program(words, settingsFor(server.url))).toEqual({
      code: 2,
      stdout: "",
      stderr: "hotspot: --header: number 2 cannot be sent as a header\n",
    });
  });

  it("shows the head of the answer where it is asked for", async () => {
    const [head = "", body] = (await api(["GET", "/x", "-i"])).split("\n\n");
    expect(head).toMatch(/^HTTP 200 OK\n/);
    expect(head.split("\n")).toContain("x-request-id: request-1");
    expect(JSON.parse(body ?? "").asked).toBe("GET /x");
    expect(await api(["HEAD", "/x"])).toBe("");
  });
});

describe("hotspot api --paginate", () => {
  const entries = Array.from({ length: 25 }, (_, n) => ({ user_id: `id-${n}` }));

  /** A list in pages of ten, or the first of them again and again. */
  const startPages = (isPaging: boolean) =>
    startServer((request, response) => {
      const { searchParams } = new URL(request.url ?? "", "http://any");
      const offset = isPaging ? Number(searchParams.get("offset") ?? 0) : 0;
      const page = entries.slice(offset, offset + 10);
      // No two answers are the same text.
      const [total_count, time] = [entries.length, (answers += 1)];
      response.end(JSON.stringify({ time, total_count, non_migrate_users: page }));
    });
  let answers = 0;
  const run = (url: string, ...words: readonly string[]) =>
    program(["api", "/users?limit=10", "--paginate", ...words], settingsFor(url));

  it("writes a document for each page, from the offset on", async () => {
    await using pages = await startPages(true);
    const { code, stdout } = await run(pages.url, "-f", "offset=5");
    expect(code).toBe(0);
    const documents = stdout.trim().split("\n");
    expect(documents.flatMap((one) => JSON.parse(one).non_migrate_users)).toEqual(entries.slice(5));
    expect(documents).toHaveLength(2);
  });

  it("fails where the server does not page, and does not go on for ever", async () => {
    await using pages = await startPages(false);
    expect(await run(pages.url)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("the server answers the same page again and again."),
    });
  });
});

describe("an answer that is larger than any answer", () => {
  it("ends with an error, and is not read to its end", async () => {
    const chunk = new Uint8Array(2 ** 20);
    const endless = () => new ReadableStream({ pull: (stream) => stream.enqueue(chunk) });
    vi.stubGlobal("fetch", async () => new Response(endless()));
    onTestFinished(() => void vi.unstubAllGlobals());
    const ended = await program(["api", "/x"], settingsFor("http://service.example"));
    expect(ended).toMatchObject({ code: 5, stdout: "" });
    expect(ended.stderr).toContain("the answer is larger than 128 MiB");
  });
});
