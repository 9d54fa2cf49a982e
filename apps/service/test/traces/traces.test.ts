import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { readConfig } from "../../src/config.ts";
import { settingsBody, statusOf } from "../commands/command.ts";
import { newDatabase } from "../postgres/server.ts";
import { startProcess } from "../process/service-process.ts";
import { startHere } from "../process/start-here.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type CollectedSpan, startCollector } from "./collector.ts";

const token = "a-token-for-tests-of-32-characters-or-more";
const bootstrap = { HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1", HOTSPOT_BOOTSTRAP_TOKEN: token };
const traceId = "0af7651916cd43dd8448eb211c80319c";
const traced = { "x-auth-token": token, traceparent: `00-${traceId}-b7ad6b7169203331-01` };
const server = 2;
const client = 3;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
});

/** The exporter of OpenTelemetry reads the variables of its process. */
function startTraced(settings: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(settings)) {
    if (name.startsWith("OTEL_")) vi.stubEnv(name, value);
  }
  return startHere(settings);
}

const sqlite = () => ({
  ...bootstrap,
  HOTSPOT_DATABASE_URL: `sqlite:${folder.file("hotspot.db")}`,
});

/** The names of the spans directly below one. */
const below = (spans: readonly CollectedSpan[], parent: CollectedSpan | undefined) =>
  spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId).map(({ name }) => name);

describe("traces", () => {
  it("lead from the client's request to the store, and name no user and no secret", async () => {
    await using collector = await startCollector();
    await using service = await startTraced({
      ...sqlite(),
      HOTSPOT_INSTANCE: "instance-7",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_SERVICE_NAME: "my-service",
    });
    const { address } = service;
    const configs = `${address}/v1/p1/hotspot-session-config`;
    const headers = { ...traced, "x-request-id": "request-1", "content-type": "application/json" };
    const body = JSON.stringify({
      ...JSON.parse(settingsBody),
      non_migrate_users: [{ user_id: "id-of-ada", user_name: "Ada Lovelace" }],
    });
    expect((await fetch(configs, { method: "POST", headers, body })).status).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    await statusOf(`${address}/v1/secret-project/hotspot-session-config?user_name=Bob`, "a-secret");
    await expect(service.stop()).resolves.toBe(true);

    const spans = collector.spans();
    expect(collector.received[0]).toMatchObject({ path: "/v1/traces", type: "application/json" });
    const requests = spans.filter(({ kind }) => kind === server);
    expect(requests.map(({ attributes }) => attributes["http.response.status_code"])).toEqual([
      200, 401,
    ]);
    const [request] = requests;
    expect(request).toMatchObject({
      name: "POST /v1/:project_id/hotspot-session-config",
      traceId,
      parentSpanId: "b7ad6b7169203331",
      attributes: {
        "http.request.method": "POST",
        "http.route": "/v1/:project_id/hotspot-session-config",
        "url.path": "/v1/p1/hotspot-session-config",
        "http.response.header.x-request-id": { values: [{ stringValue: "request-1" }] },
      },
      resource: { "service.name": "my-service", "service.instance.id": "instance-7" },
    });
    expect(below(spans, request)).toEqual([
      // Once: the whole request was there before.
      "store findToken",
      "store createConfig",
    ]);
    const text = collector.received.map(({ body: sent }) => sent.toString("utf8")).join();
    expect(text).not.toMatch(/Lovelace|id-of-ada|Bob|secret|for-tests-of-32/);
  });

  it("have each statement that PostgreSQL was sent, and what failed", async () => {
    await using resources = new AsyncDisposableStack();
    const collector = resources.use(await startCollector());
    const database = resources.use(await newDatabase());
    const service = resources.use(
      await startTraced({
        ...bootstrap,
        HOTSPOT_DATABASE_URL: database.url,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces`,
        // Before the one for all signals, which another program may need.
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/json",
        OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      }),
    );
    const configs = `${service.address}/v1/p1/hotspot-session-config`;
    expect(await statusOf(configs, token, { method: "POST", body: settingsBody })).toBe(200);
    await database.execute("ALTER TABLE configs RENAME TO gone");
    expect(await statusOf(configs, token)).toBe(500);
    await expect(service.stop()).resolves.toBe(true);

    const spans = collector.spans();
    const call = (name: string) => spans.find((span) => span.name === name);
    expect(below(spans, call("store createConfig"))).toEqual([
      "BEGIN",
      "lock-project",
      "insert-config",
      "set-last-config",
      "COMMIT",
    ]);
    expect(call("lock-project")).toMatchObject({
      kind: client,
      attributes: {
        "db.system.name": "postgresql",
        "db.namespace": database.name,
        "server.address": "127.0.0.1",
        "server.port": database.server.port,
      },
    });
    expect(below(spans, call("store listConfigs"))).toEqual(["configs-with-users"]);
    const failed = { "error.type": "42P01", "db.response.status_code": "42P01" };
    expect(call("configs-with-users")).toMatchObject({ status: { code: 2 }, attributes: failed });
    expect(call("GET /v1/:project_id/hotspot-session-config")).toMatchObject({
      status: { code: 2 },
      attributes: { "http.response.status_code": 500, "error.type": "500" },
    });
  });

  it("are sent in protobuf by default, and only those that are sampled", async () => {
    await using collector = await startCollector();
    await using service = await startTraced({
      ...sqlite(),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0",
    });
    const { address } = service;
    await statusOf(`${address}/v1/p1/hotspot-session-config`, token);
    await fetch(`${address}/openapi.json`, { headers: traced });
    await expect(service.stop()).resolves.toBe(true);
    const [batch, ...others] = collector.received;
    expect(batch?.type).toBe("application/x-protobuf");
    expect(batch?.body.toString("latin1")).toContain("GET /openapi.json");
    expect(batch?.body.toString("latin1")).not.toContain("hotspot-session-config");
    expect(others).toEqual([]);
  });

  it("that cannot be sent disturb no answer, and the service ends in time", async () => {
    await using service = startProcess({
      ...sqlite(),
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
    });
    const address = await service.ready();
    expect(await statusOf(`${address}/v1/p1/hotspot-session-config`, token)).toBe(200);
    const begin = performance.now();
    expect(await service.stop()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(6000);
    expect(service.output.stderr).not.toContain(token);
  });

  it("that are switched off load nothing of OpenTelemetry", async () => {
    await using collector = await startCollector();
    await using service = startProcess({
      ...sqlite(),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_EXPORTER: "none",
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(reportLoads)}`,
    });
    await statusOf(`${await service.ready()}/v1/p1/hotspot-session-config`, token);
    expect(await service.stop()).toBe(0);
    expect(service.output.stderr).toContain("loads fastify");
    expect(service.output.stderr).not.toContain("loads @opentelemetry");
    expect(collector.received).toEqual([]);
  });
});

/** Says which modules are imported. */
const reportLoads = `
  import { registerHooks } from "node:module";
  registerHooks({
    resolve(specifier, context, next) {
      process.stderr.write("loads " + specifier + "\\n");
      return next(specifier, context);
    },
  });`;

describe("the settings of traces", () => {
  const on = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
  it.each([
    ["off by default", {}, false],
    ["on with an endpoint", on, true],
    ["on with an endpoint for traces", { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://a/b" }, true],
    ["on with the exporter", { OTEL_TRACES_EXPORTER: "otlp" }, true],
    ["off without an exporter", { ...on, OTEL_TRACES_EXPORTER: "none" }, false],
    ["off with all of OpenTelemetry", { ...on, OTEL_SDK_DISABLED: "true" }, false],
    ["not read while off", { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, false],
  ])("are %s", (_, environment, isOn) => {
    expect(readConfig(environment).traces !== undefined).toBe(isOn);
  });

  it("are all named where they are wrong", () => {
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318",
      OTEL_TRACES_EXPORTER: "zipkin",
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc",
      OTEL_TRACES_SAMPLER: "some",
      OTEL_TRACES_SAMPLER_ARG: "2",
    };
    for (const name of Object.keys(environment)) {
      expect(() => readConfig({ ...on, ...environment })).toThrow(`${name}: must be`);
    }
  });
});
