import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { startMock } from "@hotspot-session/mock";
import { describe, expect, it } from "vitest";

import { configId, projectId, token } from "./calls.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const readme = await readFile(`${folder}/README.md`, "utf8");
const [firstCall = "", errors = "", ...others] = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(
  ([, code = ""]) => code,
);

/** Runs the code as a program of somebody who has the package installed. */
async function run(code: string, url: string) {
  const env = { HOTSPOT_URL: url, HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token };
  return await promisify(execFile)(
    process.execPath,
    ["--input-type=module-typescript", "--eval", code],
    { cwd: folder, env },
  );
}

describe("the README", () => {
  it("has two examples, which the tests below run", () => {
    expect([firstCall, errors]).not.toContain("");
    expect(others).toEqual([]);
  });

  it("makes a first call", async () => {
    await using mock = await startMock();
    expect(await run(firstCall, mock.url)).toEqual({ stdout: `${configId} 4\n`, stderr: "" });
  });

  it("shows what is in an error", async () => {
    await using mock = await startMock();
    const { stderr } = await run(errors, mock.url);
    expect(stderr).toBe("ListHotspotSessionConfig 400 limit: must be <= 100\n");
    expect(mock.takeViolations()).toMatchObject([{ location: "request.query.limit" }]);
  });
});
