import { describe, expect, it } from "vitest";

import { temporaryFolder } from "../temporary-folder.ts";
import { startProcess } from "./service-process.ts";
import { beginCreation } from "./slow-creation.ts";

const token = "a-token-for-tests-of-32-characters-or-more";

/** Runs this in the process of the service, before the service. */
const preload = (script: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
});

describe("an unexpected error", () => {
  it("is logged, without secrets, and ends the process once what is under way is answered", async () => {
    using folder = temporaryFolder();
    await using service = startProcess({
      HOTSPOT_DATABASE_URL: `sqlite:${folder.file("hotspot.db")}`,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
      HOTSPOT_BOOTSTRAP_TOKEN: token,
      ...preload(`process.on("SIGUSR2", () => { throw new Error("unforeseen ${token}") })`),
    });
    const finish = await beginCreation(await service.ready(), token);
    service.send("SIGUSR2");
    await service.logged("unexpected error");
    expect(await finish()).toBe(200);
    expect(await service.closed).toBe(1);
    const [line = ""] = service.output.stderr.split("\n");
    expect(JSON.parse(line)).toMatchObject({
      level: 60,
      err: { message: "unforeseen [redacted]" },
    });
    expect(service.output.stderr).not.toContain(token);
  });
});

describe("the command", () => {
  it("says which Node it needs, on one that is too old", async () => {
    await using service = startProcess(
      preload(
        `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })`,
      ),
    );
    expect(await service.closed).toBe(1);
    expect(service.output.stderr).toMatch(
      /^hotspot-service needs Node \d+ or later; this is Node 20\.1\.0\n$/,
    );
  });
});
