import { readFileSync, statSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { sign } from "../auth/sign.ts";
import { auditLog } from "../../src/observe/audit-log.ts";
import { startService } from "../service.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };

describe("the audit log", () => {
  it("has a line for each change, with who made it, what it was and how it went, and no names", async () => {
    using folder = temporaryFolder();
    const file = folder.file("audit.log");
    await using service = await startService({ audit: auditLog({ file }, "instance-1") });
    const key = await service.addAccessKey();
    const create = { method: "POST", url: service.configs };
    const users = [{ user_id: "secret-user", user_name: "Ada Lovelace" }, { user_name: "Bob" }];
    const headers = { "x-request-id": "request-1" };
    const created = await service.send({
      ...create,
      headers,
      body: { ...settings, non_migrate_users: users },
    });
    const { id } = created.body;
    const body = { update_type: "DELETE", non_migrate_users: [{ user_name: "Bob" }] };
    const change = { method: "PATCH", url: service.users(id), body };
    expect((await service.send(await sign(change, key))).status).toBe(200);
    const unknown = { method: "PATCH", url: service.config("nowhere"), body: settings };
    expect((await service.send(unknown)).status).toBe(404);
    await service.send({ method: "GET", url: service.configs });
    await service.send({ ...create, body: settings, token: undefined });

    const text = readFileSync(file, "utf8");
    const common = { project_id: service.project, role: "admin" };
    expect(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        instance: "instance-1",
        request_id: "request-1",
        credential: "token",
        credential_id: expect.stringMatching(/^[0-9a-f]{12}$/),
        ...common,
        operation: "CreateHotspotSessionConfig",
        config_id: id,
        entries: 2,
        status: 200,
      },
      expect.objectContaining({
        ...common,
        credential: "access key",
        credential_id: key.id,
        operation: "UpdateNonMigrationUsers",
        config_id: id,
        entries: 1,
        status: 200,
      }),
      expect.objectContaining({ config_id: "nowhere", entries: 0, status: 404 }),
    ]);
    for (const secret of [
      "Ada",
      "Bob",
      "secret-user",
      service.token,
      key.secretKey,
      key.accessKey,
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("that cannot be written is an error in the log, and no error for the caller", async () => {
    await using service = await startService({
      audit() {
        throw new Error("the disk is full");
      },
    });
    const create = { method: "POST", url: service.configs, body: settings };
    expect((await service.send(create)).status).toBe(200);
    expect(service.logs.join("")).toContain("the disk is full");
  });
});
