import { BadRequestError, createHotspotClient } from "@hotspot-session/client";
import { afterAll, describe, expect, it } from "vitest";

import { settings, startProject } from "./project.ts";

const project = await startProject();
afterAll(() => project[Symbol.asyncDispose]());
const { service, folder, apply, fileOf } = project;

describe("a file of configurations that is wrong", () => {
  it.each([
    [
      "hotspot_exit_session_num: 101\n    hotspot_session_migration_enable: true",
      "line 2, column 5: configurations[0].hotspot_exit_session_num: must be <= 100",
    ],
    [
      "hotspot_exit_session_num: 1\n    hotspot_session_migration_enable: on",
      "line 3, column 5: configurations[0].hotspot_session_migration_enable: must be boolean",
    ],
    [
      "hotspot_session_migration_enable: on",
      "line 2, column 5: configurations[0].hotspot_exit_session_num: is required",
    ],
    [
      `${settings()}\n    migration: on`,
      "line 4, column 5: configurations[0].migration: is not a property of this object",
    ],
    [
      `${settings()}\n    id: 1234567890123456789012`,
      "line 4, column 5: configurations[0].id: must be string: put it in quotes",
    ],
    [
      `${settings()}\n    non_migrate_users:\n      - {}`,
      "line 5, column 9: configurations[0].non_migrate_users[0]: must have at least one of user_id, user_name",
    ],
    [
      `${settings()}\n    non_migrate_users:\n      - user_id: "7"\n        user_name: "${"x".repeat(129)}"`,
      "line 6, column 9: configurations[0].non_migrate_users[0].user_name: must NOT have more than 128 characters",
    ],
    [
      `${settings()}\n    non_migrate_users: []\n    users_file: a.csv`,
      "line 2, column 5: configurations[0]: must have non_migrate_users or users_file, not both",
    ],
    [
      `${settings()}\n    id: a\n  - ${settings()}\n    id: a`,
      "line 7, column 5: configurations[1].id: is that of line 2 as well",
    ],
    [
      `${settings()}\n    non_migrate_users: [{user_id: a, user_name: b},\n      {user_id: a, user_name: c}]`,
      "line 5: user_id: has another name in line 4; which one holds?",
    ],
    [`${settings()}\n  hotspot: *none`, "line 4, column 1: "],
    [
      `&a\n    ${settings()}\n  - *a`,
      "line 5, column 5: configurations[1]: its id is to be written into it",
    ],
    [`&a ${settings()}`, "line 2, column 8: configurations[0]: its id is to be written into it"],
  ])("is refused with line, column and field: %j", async (entry, problem) => {
    const file = await folder.write("wrong.yaml", `configurations:\n  - ${entry}\n`);
    const ended = await apply(file, "--yes");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(`\n  ${problem}`);
  });

  it("is refused in the words of the service", async () => {
    const body = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 101 };
    const failed = await createHotspotClient({ baseUrl: service.url, ...service })
      .configs.create(body)
      .catch((error: unknown) => error);
    service.takeViolations();
    const { error_msg = "" } = failed instanceof BadRequestError ? failed : {};
    const file = await fileOf(undefined, [], settings(101));
    expect((await apply(file, "--yes")).stderr).toContain(`configurations[0].${error_msg}\n`);
  });
});
