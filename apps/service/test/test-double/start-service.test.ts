import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { createHotspotClient } from "@hotspot-session/client";
import { describe, expect, it, vi } from "vitest";

import { startService } from "../../src/index.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };
const configsOf = (project: { readonly settings: Parameters<typeof createHotspotClient>[0] }) =>
  createHotspotClient(project.settings).configs;

describe("a service in this process", () => {
  it("is called with its settings, and with its access key", async () => {
    await using service = await startService();
    const { baseUrl, projectId } = service.settings;
    const signed = createHotspotClient({ baseUrl, projectId, auth: service.accessKey });
    const { id } = await signed.configs.create(settings);
    expect((await configsOf(service).list()).items).toMatchObject([{ id }]);
    expect(baseUrl).toBe(service.url);
  });

  it("reads no variable of its environment", async () => {
    vi.stubEnv("HOTSPOT_BOOTSTRAP_PROJECT_ID", "p1");
    vi.stubEnv("HOTSPOT_DATABASE_URL", "postgres://nowhere.invalid/hotspot");
    vi.stubEnv("HOTSPOT_READS_PER_MINUTE", "none");
    try {
      await using service = await startService();
      expect((await configsOf(service).list()).items).toEqual([]);
      expect(service.settings.projectId).not.toBe("p1");
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("writes nothing to standard output or error, and lets the process end once it is stopped", async () => {
    const index = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
    const program = `
      import { startService } from ${JSON.stringify(index)};
      await using service = await startService();
      service.fail({ operation: "ListHotspotSessionConfig", delay: 1e9 });
      const { projectId, token } = service.settings;
      const url = service.url + "/v1/" + projectId + "/hotspot-session-config";
      fetch(url, { headers: { "x-auth-token": token } }).catch(() => undefined);
      await fetch(service.url + "/readyz");`;
    const words = ["--input-type=module", "--eval", program];
    const ended = await promisify(execFile)(process.execPath, words, { timeout: 20_000 });
    expect(ended).toEqual({ stdout: "", stderr: "" });
  });

  it("gives its log to whoever asks for it, without the token", async () => {
    const lines: string[] = [];
    await using service = await startService({ log: (line) => void lines.push(line) });
    service.fail({ operation: "ListHotspotSessionConfig", status: 500 });
    const { configs } = createHotspotClient({ ...service.settings, maxRetries: 0 });
    await expect(configs.list()).rejects.toMatchObject({ status: 500 });
    expect(lines.join("")).toContain("request failed");
    expect(lines.join("")).not.toContain(service.settings.token);
  });

  it("frees its port where it is stopped, and names the port where another has it", async () => {
    await using first = await startService();
    const port = Number(new URL(first.url).port);
    await expect(startService({ port })).rejects.toThrow(String(port));
    await first.stop();
    await using second = await startService({ port });
    expect((await configsOf(second).list()).items).toEqual([]);
  });
});

describe("a project", () => {
  it("is one of many that are used at the same time, and sees nothing of the others", async () => {
    await using service = await startService();
    const projects = await Promise.all(Array.from({ length: 12 }, () => service.project()));
    await Promise.all(
      projects.map(async (project, index) => {
        const configs = configsOf(project);
        const made = await project.seed({ configs: index % 3, usersEach: 2 });
        const { id } = await configs.create(settings);
        const listed = (await configs.list()).items.map((item) => item.id);
        expect(listed).toEqual([...made.map((config) => config.id), id]);
        if (index % 2 === 0) await project.reset();
      }),
    );
    const counts = await Promise.all(
      projects.map(async (project) => (await configsOf(project).list()).items.length),
    );
    expect(counts).toEqual(projects.map((_, index) => (index % 2 === 0 ? 0 : 1 + (index % 3))));
    expect((await configsOf(service).list()).items).toEqual([]);
  });

  it("has what was seeded, as it was returned", async () => {
    await using service = await startService();
    const made = await service.seed({ configs: 2, usersEach: 1050 });
    const { configs, nonMigrationUsers } = createHotspotClient(service.settings);
    const { items } = await configs.list();
    expect(items.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    for (const { id, non_migrate_users } of made) {
      const users = await Array.fromAsync(nonMigrationUsers.iterate(id));
      expect(users).toEqual(non_migrate_users);
    }
    await expect(service.seed({ usersEach: 1.5 })).rejects.toThrow("usersEach must be a whole");
  });

  it("is empty after a reset, without faults, and takes the same credentials", async () => {
    await using service = await startService();
    await service.seed({ configs: 3, usersEach: 1500 });
    service.fail({ operation: "ListHotspotSessionConfig", status: 500, times: Infinity });
    await service.reset();
    expect((await configsOf(service).list()).items).toEqual([]);
    const { id } = await configsOf(service).create(settings);
    expect((await configsOf(service).list()).items).toMatchObject([{ id }]);
  });
});
