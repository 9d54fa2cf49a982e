import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { minVersion, satisfies } from "semver";
import { expect, it } from "vitest";

import { all, install } from "./install.ts";

interface Installed {
  readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
}

const server = `
import { createServer } from "node:http";
const server = createServer((_, response) => {
  response.setHeader("content-type", "application/json");
  response.end('{"items":[]}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = "http://127.0.0.1:" + server.address().port;
`;

/** The first thing that users of each package do; it ends with 0 where that works. */
const firstUse: Readonly<Record<string, string>> = {
  "@hotspot-session/spec": `
    import { createRequire } from "node:module";
    import "@hotspot-session/spec/validation";
    createRequire(process.cwd() + "/main.js")("@hotspot-session/spec/openapi.json");`,
  "@hotspot-session/types": `
    import { maxPageLimit } from "@hotspot-session/types";
    if (!(maxPageLimit > 0)) throw new Error("no limit");`,
  "@hotspot-session/signature": `
    import { signRequest } from "@hotspot-session/signature";
    import "@hotspot-session/signature/node";
    const request = { method: "GET", url: "http://127.0.0.1/", headers: new Headers() };
    await signRequest(request, { accessKey: "a", secretKey: "s" }, {});`,
  "@hotspot-session/client": `${server}
    import { createHotspotClient } from "@hotspot-session/client";
    const hotspot = createHotspotClient({ baseUrl: url, projectId: "p", token: "t" });
    await hotspot.configs.list();
    process.exit();`,
  "@hotspot-session/mock": `
    import { startMock } from "@hotspot-session/mock";
    const mock = await startMock();
    const headers = { "x-auth-token": "t" };
    const { ok } = await fetch(mock.url + "/v1/p/hotspot-session-config", { headers });
    process.exit(ok ? 0 : 1);`,
  "@hotspot-session/service": `
    import { startService } from "@hotspot-session/service";
    await using service = await startService();
    const { projectId, token } = service.settings;
    const url = service.url + "/v1/" + projectId + "/hotspot-session-config";
    const { ok } = await fetch(url, { headers: { "x-auth-token": token } });
    if (!ok) throw new Error("not served");`,
  "@hotspot-session/cli": `${server}
    import { execFile } from "node:child_process";
    const env = { HOTSPOT_URL: url, HOTSPOT_PROJECT_ID: "p", HOTSPOT_TOKEN: "t" };
    const program = "node_modules/@hotspot-session/cli/bin/hotspot.js";
    execFile(process.execPath, [program, "config", "list"], { env }, (error, _, stderr) => {
      process.stderr.write(stderr);
      process.exit(error === null ? 0 : 1);
    });`,
  "@hotspot-session/mcp": `${server}
    import { spawn } from "node:child_process";
    const env = { HOTSPOT_URL: url, HOTSPOT_PROJECT_ID: "p", HOTSPOT_TOKEN: "t" };
    const program = "node_modules/@hotspot-session/mcp/bin/hotspot-mcp.js";
    const child = spawn(process.execPath, [program], { env, stdio: ["pipe", "pipe", "inherit"] });
    const send = (message) => child.stdin.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
    const clientInfo = { name: "test", version: "1.0.0" };
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
    send({ id: 1, method: "initialize", params });
    send({ method: "notifications/initialized" });
    send({ id: 2, method: "tools/call", params: { name: "ListHotspotSessionConfig" } });
    let text = "";
    for await (const chunk of child.stdout) {
      text += chunk;
      if (text.includes('"id":2')) break;
    }
    process.exit(text.includes('"structuredContent":{"items":[]}') ? 0 : 1);`,
};

const promised = all.flatMap(({ manifest: { name, engines } }) => {
  const { node }: { node?: string } = Object.assign({}, engines);
  return node === undefined ? [] : [{ name, node }];
});

// An install says nothing of it: the Node that runs the scripts is a newer one.
it.each(promised)("$name runs on the oldest Node of $node, as its dependencies do", async (one) => {
  const oldest = minVersion(one.node)?.version ?? "";
  const folder = await install([one.name], `node@${oldest}`);
  try {
    const file = join(folder, "node_modules/.package-lock.json");
    const { packages }: Installed = JSON.parse(await readFile(file, "utf8"));
    const refusing = Object.entries(packages).flatMap(([path, { engines }]) =>
      satisfies(oldest, engines?.node ?? "*") ? [] : [`${path}: ${engines?.node}`],
    );
    expect(Object.keys(packages)).toContain(`node_modules/${one.name}`);
    expect(refusing, `on Node ${oldest}`).toEqual([]);

    const node = join(folder, "node_modules/node/bin/node");
    const run = promisify(execFile);
    expect((await run(node, ["--version"])).stdout).toBe(`v${oldest}\n`);
    const words = ["--input-type=module", "--eval", firstUse[one.name] ?? "throw 'no use of it'"];
    await run(node, words, { cwd: folder, timeout: 30_000 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("is true of every package with code to run", () => {
  expect(promised.map(({ name }) => name).toSorted()).toEqual(Object.keys(firstUse).toSorted());
});
