import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Repository } from "./repository.ts";

let repository: Repository;
beforeEach(async () => {
  repository = await Repository.open();
});
afterEach(() => repository[Symbol.asyncDispose]());

const breaking = [
  "required: [total_count, non_migrate_users]",
  "required: [non_migrate_users]",
] as const;

const everybody = ["spec", "types", "mock", "client"];

describe("contract:diff", () => {
  it("says that there is nothing to compare with before the first release", async () => {
    const { status, stdout } = await repository.diff();
    expect(stdout).toMatch(/^Nothing has been released yet/);
    expect(status).toBe(0);
    expect(JSON.parse((await repository.diff("--json")).stdout)).toMatchObject({ base: null });
  });

  it("prints and exits as a process", async () => {
    await repository.release("0.1.0");
    await repository.edit(...breaking);
    expect(await repository.run("main.ts")).toEqual(await repository.diff());
    expect(await repository.run("main.ts", "--nope")).toEqual(await repository.diff("--nope"));
  });

  it("finds nothing right after a release", async () => {
    await repository.release("0.1.0");
    expect(await repository.diff()).toEqual({
      status: 0,
      stdout: "The contract is as in the release 0.1.0.\n",
      stderr: "",
    });
  });

  it("prints nothing with --quiet if nothing is found", async () => {
    expect((await repository.diff("--quiet")).stdout).toBe("");
    await repository.release("0.1.0");
    expect((await repository.diff("--quiet")).stdout).toBe("");
    await repository.edit("Both settings of a configuration.", "Both of its settings.");
    expect((await repository.diff("--quiet")).stdout).toContain("Documentation (1)");
  });

  it("names a break, its place, its line and what to do, and fails", async () => {
    await repository.release("1.2.0");
    await repository.edit(...breaking);
    const { status, stdout } = await repository.diff();
    expect(status).toBe(1);
    expect(stdout).toContain("Breaking (1)");
    expect(stdout).toContain("ListNonMigrationUsers › 200 › total_count");
    expect(stdout).toContain("allowed now: leaving it out");
    const line = (await repository.read("spec/openapi.yaml"))
      .split("\n")
      .findIndex((text) => text.trim() === "total_count:");
    expect(stdout).toMatch(new RegExp(`spec/openapi.yaml:${line + 1} .*required-widened`));
    const asked = everybody.map((name) => `@hotspot-session/${name}`).join(",");
    expect(stdout).toContain(`pnpm changeset --major ${asked} --message`);
    expect(stdout).not.toContain("\u001B");
  });

  it("prints the same as JSON", async () => {
    await repository.release("1.2.0");
    await repository.edit(...breaking);
    const { status, stdout } = await repository.diff("--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      base: "the release 1.2.0",
      changes: [
        {
          rule: "required-widened",
          class: "breaking",
          direction: "response",
          place: "ListNonMigrationUsers › 200 › total_count",
          pointer: "#/components/schemas/ListNonMigrationUsersResponse/properties/total_count",
        },
      ],
      announcements: everybody.map((name) => ({
        name: `@hotspot-session/${name}`,
        version: "1.2.0",
        isReleased: true,
        changesets: [],
      })),
    });
  });

  it("reports once what shows in several places", async () => {
    await repository.release("0.1.0");
    await repository.edit(
      "      minimum: 0\n      maximum: 100\n",
      "      minimum: 0\n      maximum: 200\n",
    );
    const { status, stdout } = await repository.diff();
    expect(status).toBe(0);
    expect(stdout).toContain("To be looked at (1)");
    expect(stdout).toContain("Not breaking (1)");
    expect(stdout).toContain("Nothing is breaking; look at the warnings.");
    expect(stdout).toContain(
      "CreateHotspotSessionConfig › request body › hotspot_exit_session_num",
    );
    expect(stdout).toContain(
      "UpdateHotspotSessionConfig › request body › hotspot_exit_session_num",
    );
  });

  it("accepts another description", async () => {
    await repository.release("0.1.0");
    await repository.edit("Both settings of a configuration.", "Both of its settings.");
    const { status, stdout } = await repository.diff();
    expect(status).toBe(0);
    expect(stdout).toContain("Documentation (1)");
    expect(stdout).toContain("only readers see it");
  });
});

describe("a break that a changeset announces", () => {
  const all = (bump: string) => Object.fromEntries(everybody.map((name) => [name, bump]));

  it("is listed with the changeset, and does not fail", async () => {
    await repository.release("1.0.0");
    await repository.edit(...breaking);
    await repository.changeset(all("major"), "Gone.");
    const { status, stdout } = await repository.diff();
    expect(stdout).toContain("allowed now: leaving it out");
    expect(stdout).toContain("A major version is announced by .changeset/one.md.");
    expect(stdout).toContain("Check that it says what users have to change.");
    expect(status).toBe(0);
  });

  it.each([
    ["is minor", { spec: "minor" }, "@hotspot-session/spec "],
    ["is about another package", { types: "patch" }, "@hotspot-session/types "],
  ])("fails where the changeset %s", async (_case, bumps, missing) => {
    await repository.release("1.0.0");
    await repository.edit(...breaking);
    await repository.changeset({ ...all("major"), ...bumps }, "Gone.");
    const { status, stdout } = await repository.diff();
    expect(stdout).toContain("no changeset since then announces it");
    expect(stdout).toContain(`pnpm changeset --major ${missing}`);
    expect(status).toBe(1);
  });

  it("fails where the changeset is as old as the revision that is compared with", async () => {
    await repository.release("1.0.0");
    await repository.changeset(all("major"), "Another break.");
    repository.commit();
    await repository.edit(...breaking);
    expect(await repository.diff("HEAD")).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("no changeset since then announces it"),
    });
    await repository.changeset(all("major"), "Another break, and this one.");
    expect(await repository.diff("HEAD")).toMatchObject({ status: 0 });
  });

  it("is not taken for announced by the changeset of the first release", async () => {
    repository.commit();
    await repository.changeset(all("major"), "First release.");
    await repository.edit(...breaking);
    const { status, stdout } = await repository.diff("HEAD");
    expect(stdout).not.toContain("announced by");
    expect(stdout).toMatch(/never released, .*: @hotspot-session\/spec, /);
    expect(status).toBe(1);
  });
});

describe("code of the last release's users that no longer compiles", () => {
  const file = "packages/client/compat/released/consumer.ts";

  it("asks for a changeset of its package", async () => {
    await repository.release("1.0.0");
    await repository.write(
      file,
      "// @ts-expect-error create is called add now\nhotspot.create();\n",
    );
    const { status, stdout } = await repository.diff();
    expect(status).toBe(1);
    expect(stdout).toContain("create is called add now");
    expect(stdout).toContain(`${file}:1`);
    expect(stdout).toContain("pnpm changeset --major @hotspot-session/client --message");
    await repository.changeset({ client: "major" }, "`add` in place of `create`.");
    expect((await repository.diff()).status).toBe(0);
  });
});

describe("code of the last release's users that only mentions the mark", () => {
  it("has no breaks", async () => {
    await repository.release("1.0.0");
    const text = "// Write `// @ts-expect-error` above it.\nhotspot.create();\n";
    await repository.write("packages/client/compat/released/consumer.ts", text);
    expect(await repository.diff()).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("contract:release", () => {
  it("keeps the contract and the code of its users, without the marks of what broke", async () => {
    const kept = "packages/client/compat/released/consumer.ts";
    await repository.write("packages/client/compat/consumer.ts", "hotspot.add();\n");
    await repository.write(
      kept,
      "// @ts-expect-error create is called add now\nhotspot.create();\n",
    );
    await repository.version("2.0.0");
    expect(await repository.run("release.ts")).toMatchObject({ status: 0, stderr: "" });
    expect(await repository.read(kept)).toBe("hotspot.add();\n");
    const [header, ...contract] = (await repository.read("spec/released/openapi.yaml")).split("\n");
    expect(header).toMatch(/^# The contract as released in 2\.0\.0\./);
    expect(contract.join("\n")).toBe(await repository.read("spec/openapi.yaml"));
    expect(contract.join("\n")).toMatch(/^info:\n {2}title: .*\n {2}version: 2\.0\.0\n/m);
    expect(await repository.diff()).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("contract:diff with a git revision", () => {
  it("compares with the contract of that revision", async () => {
    repository.commit();
    await repository.edit("operationId: ListNonMigrationUsers", "operationId: ListUsers");
    const { status, stdout } = await repository.diff("HEAD");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^The contract against HEAD \([0-9a-f]{8}\):/);
    expect(stdout).toContain("is now called ListUsers");
  });

  it("needs no git for the last release", async () => {
    await repository.release("0.1.0");
    expect((await repository.diff()).status).toBe(0);
    const { status, stderr } = await repository.diff("HEAD");
    expect(stderr).toContain("HEAD: git has no such revision here.");
    expect(status).toBe(2);
  });
});

describe("contract:diff refuses", () => {
  it.each([
    ["an unknown option", ["--nope"], /--nope/],
    ["two bases", ["HEAD", "main"], /main: name one base, or none/],
    ["a base that is an option to git", ["--", "--all"], /--all: git has no such revision/],
  ])("%s", async (_case, args, says) => {
    const { status, stdout, stderr } = await repository.diff(...args);
    expect(stderr).toMatch(says);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  it("a release without its contract", async () => {
    await repository.version("0.1.0");
    const { status, stderr } = await repository.diff();
    expect(stderr).toMatch(
      /holds the contract of no release, but .* 0\.1\.0.* run `pnpm contract:release`/,
    );
    expect(status).toBe(2);
  });

  it("the contract of another release than the last", async () => {
    await repository.release("0.1.0");
    await repository.version("0.2.0");
    expect((await repository.diff()).stderr).toContain("holds the contract of 0.1.0");
  });

  it.each([
    ["no YAML", "a: [", /spec\/openapi\.yaml: is not YAML/],
    ["no OpenAPI", "a: 1", /spec\/openapi\.yaml: openapi: must be 3\.1 or later/],
  ])("a contract that is %s", async (_case, text, says) => {
    await repository.release("0.1.0");
    await repository.write("spec/openapi.yaml", text);
    const { status, stderr } = await repository.diff();
    expect(stderr).toMatch(says);
    expect(status).toBe(2);
  });

  it.each([
    ["no front matter", "could not parse changeset"],
    [
      '---\n"@hotspot-session/clients": major\n---\n',
      "there is no package @hotspot-session/clients",
    ],
  ])("a changeset that cannot be read: %j", async (text, says) => {
    await repository.release("0.1.0");
    await repository.edit(...breaking);
    await repository.write(".changeset/broken.md", text);
    const { status, stderr } = await repository.diff();
    expect(stderr).toContain(`.changeset/broken.md: ${says}`);
    expect(status).toBe(2);
  });
});

describe("contract:diff --help", () => {
  it("names the base, the options and the exit codes", async () => {
    const { status, stdout } = await repository.diff("--help");
    expect(stdout).toMatch(/base .*git revision[^]*--json[^]*Exit code: 0 [^]*; 1 [^]*; 2 /);
    expect(status).toBe(0);
  });
});
