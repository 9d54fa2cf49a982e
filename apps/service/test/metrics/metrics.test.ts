import { statSync, writeFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createMetrics } from "../../src/observe/metrics.ts";
import { serveMetrics } from "../../src/observe/metrics-server.ts";
import { settingsBody, statusOf } from "../commands/command.ts";
import { startKeystone } from "../auth/keystone.ts";
import { startHere } from "../process/start-here.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const token = "a-token-for-tests-of-32-characters-or-more";

let folder: ReturnType<typeof temporaryFolder>;
let settings: Record<string, string> = {};
beforeEach(() => {
  folder = temporaryFolder();
  settings = {
    HOTSPOT_DATABASE_URL: `sqlite:${folder.file("hotspot.db")}`,
    HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
    HOTSPOT_BOOTSTRAP_TOKEN: token,
    HOTSPOT_METRICS_PORT: "0",
    HOTSPOT_INSTANCE: "instance-1",
    HOTSPOT_LOG_LEVEL: "debug",
  };
});
afterEach(() => folder[Symbol.dispose]());

const fixed = { contentType: "text/plain", render: async () => "up 1\n" };

const urlIn = (stdout: string) => /^ {2}metrics {2}(http:\S+)$/m.exec(stdout)?.[1] ?? "";

/** The value of a series, written as Prometheus writes it. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe("the metrics of a service", () => {
  it("count and time requests by operation and status, and know the size of the store", async () => {
    await using service = await startHere(settings);
    const configs = `${service.address}/v1/p1/hotspot-session-config`;
    await statusOf(configs, token, { method: "POST", body: settingsBody });
    await statusOf(configs, token);
    await statusOf(configs, token);
    await statusOf(configs, "wrong");
    await statusOf(`${configs}/nowhere`, token);

    const response = await fetch(urlIn(service.output.stdout));
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const instance = 'service_name="hotspot-service",service_instance_id="instance-1"';
    expect(valueOf(text, `target_info{${instance}}`)).toBe(1);
    const requests = (operation: string, status: number) =>
      valueOf(text, `hotspot_requests_total{operation="${operation}",status="${status}"}`);
    expect(requests("CreateHotspotSessionConfig", 200)).toBe(1);
    expect(requests("ListHotspotSessionConfig", 200)).toBe(2);
    expect(requests("ListHotspotSessionConfig", 401)).toBe(1);
    expect(requests("other", 405)).toBe(1);
    const timed = (part: string) =>
      valueOf(
        text,
        `hotspot_request_duration_seconds_${part}{operation="ListHotspotSessionConfig"}`,
      );
    expect(timed("count")).toBe(3);
    expect(timed("sum")).toBeGreaterThan(0);
    expect(timed("sum")).toBeLessThan(30);
    // The first token and the configuration.
    expect(valueOf(text, "hotspot_commit_batch_size_sum")).toBe(2);
    expect(valueOf(text, "hotspot_write_queue_length")).toBe(0);
    expect(valueOf(text, "hotspot_search_queue_length")).toBe(0);
    expect(valueOf(text, "hotspot_connections")).toBeGreaterThan(0);
    expect(valueOf(text, "hotspot_connections_closed_total")).toBe(0);
    const file = folder.file("hotspot.db");
    const size = statSync(file).size + statSync(`${file}-wal`).size;
    expect(valueOf(text, "hotspot_store_size_bytes")).toBe(size);
    expect(valueOf(text, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect(text).not.toContain(token);

    const { host, origin } = new URL(configs);
    expect(new URL(urlIn(service.output.stdout)).host).not.toBe(host);
    expect(await statusOf(`${origin}/metrics`, token)).toBe(404);
    await service.stop();
    const [line = ""] = service.output.stderr.split("\n");
    expect(JSON.parse(line)).toMatchObject({ instance: "instance-1" });
    await expect(fetch(urlIn(service.output.stdout))).rejects.toThrow("fetch failed");
  });

  it("count refused credentials by what was wrong, and tokens that an IAM could not validate", async () => {
    await using keystone = await startKeystone();
    keystone.issue("of-a-team", {
      project: { id: "p1", name: "team" },
      roles: [{ id: "1", name: "operator" }],
    });
    const file = folder.file("auth.json");
    writeFileSync(file, JSON.stringify({ auth: { identity: { methods: ["password"] } } }));
    await using service = await startHere({
      ...settings,
      HOTSPOT_IAM_URL: `${keystone.url}/v3/`,
      HOTSPOT_IAM_AUTH_FILE: file,
      HOTSPOT_IAM_ADMIN_ROLES: "admin, operator",
    });
    const configs = `${service.address}/v1/p1/hotspot-session-config`;
    const write = { method: "POST", body: settingsBody };
    expect(await statusOf(configs, "of-a-team", write)).toBe(200);
    expect(keystone.logins).toEqual([{ auth: { identity: { methods: ["password"] } } }]);
    expect(await statusOf(configs, "unknown")).toBe(401);
    const signed = { headers: { authorization: "SDK-HMAC-SHA256 Access=A" } };
    expect((await fetch(configs, signed)).status).toBe(401);
    keystone.trouble((response) => void response.writeHead(500).end());
    expect(await statusOf(configs, "another")).toBe(503);
    const text = await (await fetch(urlIn(service.output.stdout))).text();
    const refused = (refusal: string) =>
      valueOf(text, `hotspot_refused_credentials_total{refusal="${refusal}"}`);
    const counts = ["missing", "mixed", "token", "signature", "date"].map(refused);
    expect(counts).toEqual([0, 0, 1, 1, 0]);
    expect(valueOf(text, "hotspot_iam_failures_total")).toBe(1);
  });

  it("on a port that is taken are an error that names the setting, with exit code 1", async () => {
    const other = await serveMetrics(fixed, { host: "127.0.0.1", port: 0 });
    const { port } = new URL(other.url);
    await expect(startHere({ ...settings, HOTSPOT_METRICS_PORT: port })).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(`HOTSPOT_METRICS_PORT: cannot listen on 127.0.0.1:${port}`),
    });
    await other.close();
  });
});

describe("metrics", () => {
  it("show each level as it is when asked, and NaN for one that cannot be read", async () => {
    const metrics = createMetrics("instance-1");
    let waiting = 3;
    metrics.watch({
      writeQueue: () => waiting,
      searchQueue: () => {
        throw new Error("the worker is gone");
      },
    });
    expect(valueOf(await metrics.render(), "hotspot_write_queue_length")).toBe(3);
    waiting = 0;
    const text = await metrics.render();
    expect(valueOf(text, "hotspot_write_queue_length")).toBe(0);
    expect(text).toContain("hotspot_search_queue_length Nan");
    expect(text).not.toContain("hotspot_store_size_bytes");
  });

  it("tell how many writes share a commit", async () => {
    const metrics = createMetrics("instance-1");
    for (const writes of [1, 1, 40]) metrics.observeBatch(writes);
    const text = await metrics.render();
    expect(valueOf(text, 'hotspot_commit_batch_size_bucket{le="1"}')).toBe(2);
    expect(valueOf(text, 'hotspot_commit_batch_size_bucket{le="50"}')).toBe(3);
    expect(valueOf(text, "hotspot_commit_batch_size_sum")).toBe(42);
  });
});

describe("the server of metrics", () => {
  it("answers GET /metrics, and nothing else", async () => {
    const server = await serveMetrics(fixed, { host: "127.0.0.1", port: 0 });
    for (const [method, path, status] of [
      ["GET", "/metrics", 200],
      ["GET", "/metrics?name=up", 200],
      ["POST", "/metrics", 405],
      ["HEAD", "/metrics", 405],
      ["GET", "/", 404],
      ["GET", "/metrics/", 404],
    ] as const) {
      const response = await fetch(new URL(path, server.url), { method });
      expect({ path, status: response.status, text: await response.text() }).toEqual({
        path,
        status,
        text: status === 200 ? "up 1\n" : "",
      });
    }
    await server.close();
  });

  it("answers 500, and goes on, when they cannot be rendered", async () => {
    const render = async () => {
      throw new Error("no");
    };
    const server = await serveMetrics({ ...fixed, render }, { host: "127.0.0.1", port: 0 });
    for (let count = 0; count < 2; count++) expect((await fetch(server.url)).status).toBe(500);
    await server.close();
  });
});
