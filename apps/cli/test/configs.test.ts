import { afterAll, describe, expect, it } from "vitest";

import { configWith } from "./bulk/lists.ts";
import { program } from "./in-process.ts";
import { startService } from "./service.ts";

const service = await startService();
afterAll(() => service[Symbol.asyncDispose]());
const config = await configWith(service);

const run = (line: string) => program(line.split(" "), service.settings);

describe("a configuration of the real service", () => {
  it("keeps the setting that is not given", async () => {
    const update = async (flags: string) =>
      JSON.parse((await run(`config update ${config} ${flags} --output json`)).stdout);
    const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 5 };
    expect(await update("--exit-sessions 5")).toMatchObject(settings);
    const off = { ...settings, hotspot_session_migration_enable: false };
    expect(await update("--migration off")).toMatchObject(off);
    expect(JSON.parse((await run(`config show ${config} -o json`)).stdout)).toMatchObject(off);
  });

  it("is refused by the name of the option that is wrong", async () => {
    const { code, stderr } = await run(`config update ${config} --exit-sessions 101`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/: --exit-sessions: must be <= 100 \(status 400, /);
    const location = "request.body.hotspot_exit_session_num";
    expect(service.takeViolations()).toMatchObject([{ location }]);
  });

  it("that is missing, or of another project, is an error of its own", async () => {
    expect(await run("config show unknown")).toEqual({
      code: 4,
      stdout: "",
      stderr:
        'hotspot: cannot show the configuration: the project has no configuration "unknown". hotspot config list shows those there are.\n',
    });
    expect(await run("user list unknown")).toMatchObject({ code: 4, stdout: "" });
    expect(await run("config list --project another")).toMatchObject({ code: 3, stdout: "" });
  });
});
