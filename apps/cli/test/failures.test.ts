import { startMock } from "@hotspot-session/mock";
import { describe, expect, it } from "vitest";

import { hotspot, settingsFor, token } from "./hotspot.ts";
import { startRelay, startServer } from "./server.ts";

const oneLine = /^hotspot: cannot list the configurations: [^\n]+\n$/;

describe("hotspot config list, where the service answers", () => {
  it.each([
    [400, 1, "Check the options; --help lists them."],
    [401, 3, "Set HOTSPOT_TOKEN to a valid token."],
    [403, 3, "Use a token of this project, or the project of this token."],
    [404, 4, "Check HOTSPOT_URL or --url."],
    [405, 1, "Check HOTSPOT_URL or --url."],
    [500, 5, "Try again, and if it stays, report it with the request id."],
    [503, 5, "Try again in a moment."],
  ])("%i, ends with %i and says what to do", async (status, code, advice) => {
    await using mock = await startMock();
    await using relay = await startRelay(mock.url, mock.prefer({ code: status }));
    const ended = await hotspot(["config", "list"], settingsFor(relay.url));
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(oneLine);
    expect(ended.stderr).toMatch(new RegExp(` \\(status ${status}, request id [\\w-]+\\)\\. `));
    expect(ended.stderr.endsWith(`. ${advice}\n`)).toBe(true);
    expect(ended.stderr).not.toContain(token);
  });

  it("that the page is too large, repeats why", async () => {
    await using mock = await startMock();
    const ended = await hotspot(["config", "list", "--limit", "101"], settingsFor(mock.url));
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/: limit: must be <= 100 \(status 400, request id /);
    expect(mock.takeViolations()).toMatchObject([{ location: "request.query.limit" }]);
  });
});

describe("hotspot config list, where something else answers", () => {
  it.each([
    [200, 5],
    [302, 5],
    [404, 4],
    [418, 1],
    [429, 5],
    [502, 5],
  ])("a web page with %i, ends with %i", async (status, code) => {
    await using server = await startServer((_, response) => {
      response.writeHead(status, { "content-type": "text/html" }).end("<!doctype html>");
    });
    const ended = await hotspot(["config", "list"], settingsFor(server.url));
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(oneLine);
    expect(ended.stderr).toMatch(/ \(status \d+\)\. Check HOTSPOT_URL or --url\.\n$/);
  });

  it("nobody, ends with 5 and says where it looked", async () => {
    const server = await startServer(() => undefined);
    await server.close();
    const ended = await hotspot(["config", "list"], settingsFor(server.url));
    expect(ended).toMatchObject({ code: 5, stdout: "" });
    expect(ended.stderr).toMatch(oneLine);
    expect(ended.stderr).toMatch(`: no answer from ${server.url} (connect ECONNREFUSED`);
    expect(ended.stderr).toMatch(/\. Is the service running, and HOTSPOT_URL or --url right\?\n$/);
  });
});
