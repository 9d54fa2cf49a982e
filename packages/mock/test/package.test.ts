import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../", import.meta.url));
const dist = `${root}dist/commonjs/`;

function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "hotspot-mock-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** Makes the process believe that it runs on Node 18. */
const old = [
  "--import",
  "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.8'}})",
];
const refusal = "@hotspot-session/mock needs Node 20 or later; this is Node 18.20.8";

describe("the built package", () => {
  it("needs no other package, imported and required", async () => {
    using folder = temporaryFolder();
    for (const part of ["dist", "package.json"]) {
      const target = `${folder.path}/node_modules/@hotspot-session/mock/${part}`;
      cpSync(root + part, target, { recursive: true });
    }
    const script = `
      import { createRequire } from "node:module";
      import { startMock } from "@hotspot-session/mock";
      const { startVerifier } = createRequire(process.cwd() + "/x.js")("@hotspot-session/mock");
      const mock = await startMock();
      const verifier = await startVerifier(mock.url);
      const headers = { "X-Auth-Token": "any" };
      const url = verifier.url + "/v1/p1/hotspot-session-config";
      console.log((await verifier.fetch(url, { headers })).status);
      await Promise.all([mock.close(), verifier.close()]);`;
    const args = ["--input-type=module", "--eval", script];
    expect(await run(process.execPath, args, { cwd: folder.path })).toEqual({
      stdout: "200\n",
      stderr: "",
    });
  });

  it("passes on the licenses of what is inside", () => {
    const licenses = readFileSync(`${root}dist/THIRD-PARTY-LICENSES.md`, "utf8");
    expect(licenses).toMatch(
      /^## @stoplight\/prism-http 5[\d.]+ \(Apache-2.0\)\n\n *Apache License/m,
    );
    expect(licenses).toMatch(/^## ajv 8[\d.]+ \(MIT\)\n\nThe MIT License/m);
  });

  it.each(["index.js", "index.mjs"])(
    "names the Node that it needs when %s is loaded on an older one",
    async (file) => {
      const load = `await import(${JSON.stringify(dist + file)})`;
      const args = [...old, "--input-type=module", "--eval", load];
      await expect(run(process.execPath, args)).rejects.toMatchObject({
        stderr: expect.stringContaining(`Error: ${refusal}\n`),
      });
    },
  );

  it("names the Node that it needs when hotspot-mock is started on an older one", async () => {
    await expect(
      run(process.execPath, [...old, `${root}bin/hotspot-mock.js`]),
    ).rejects.toMatchObject({ code: 1, stdout: "", stderr: `hotspot-mock: ${refusal}\n` });
  });
});
