import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startMock } from "@hotspot-session/mock";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";

import { projectId, token } from "./hotspot.ts";
import { program } from "./in-process.ts";

const mock = await startMock();
afterAll(() => mock[Symbol.asyncDispose]());
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hotspot-"));
});
afterEach(() => rm(folder, { recursive: true }));

const environment = () => ({ HOTSPOT_CONFIG_DIR: join(folder, "conf") });
const file = () => join(folder, "conf", "profiles.json");

async function login(words: readonly string[], input = `${token}\n`) {
  const all = ["login", "--url", mock.url, "--project", projectId, ...words];
  const ended = await program(all, environment(), input);
  expect(ended).toMatchObject({ code: 0, stdout: "" });
  return ended.stderr;
}

/** What whoami says of each setting: its value, and where it comes from. */
async function whoami(words: readonly string[] = [], settings: Record<string, string> = {}) {
  const all = ["whoami", "--output", "json", ...words];
  const { stdout, stderr, code } = await program(all, { ...environment(), ...settings });
  const rows: { setting: string; value: string; source: string }[] = JSON.parse(stdout);
  return {
    code,
    stderr,
    ...Object.fromEntries(
      rows.map(({ setting, value, source }) => [setting, `${value} | ${source}`]),
    ),
  };
}

describe("login", () => {
  it("stores what the service accepts, for its owner alone", async () => {
    expect(await login(["--token-stdin"])).toBe(
      `Logged in to ${mock.url}, project ${projectId}: profile "default".\n`,
    );
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "conf"))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, "conf"))).toEqual(["profiles.json"]);
    expect(JSON.parse(await readFile(file(), "utf8"))).toEqual({
      default: "default",
      profiles: { default: { baseUrl: mock.url, projectId, token } },
    });
    const listed = await program(["config", "list"], environment());
    expect(listed).toMatchObject({ code: 0, stderr: "" });
  });

  it("takes an access key, and asks standard input for its secret key alone", async () => {
    await login(
      ["--access-key", "HOTSPOTEXAMPLE", "--secret-key-stdin"],
      "a-secret-key-is-never-sent",
    );
    expect(await whoami()).toMatchObject({
      "access key": '… | the profile "default"',
      "secret key": '…sent | the profile "default"',
      accepted: "yes | the service",
    });
  });

  it("says that a variable wins over what it stored", async () => {
    const words = ["login", "--url", mock.url, "--project", projectId, "--token-stdin"];
    const settings = { ...environment(), HOTSPOT_TOKEN: "another" };
    const { stderr } = await program(words, settings, token);
    expect(stderr).toMatch(/\nAs long as HOTSPOT_TOKEN is set, it wins over the profile\.\n$/);
  });

  it("keeps several profiles, one of them the default", async () => {
    await login(["--token-stdin", "--profile", "first"]);
    await login(["--token-stdin", "--profile", "second"]);
    expect(await whoami()).toMatchObject({ profile: "first | the default profile" });
    expect(await whoami(["--profile", "second"])).toMatchObject({ profile: "second | --profile" });
    expect(await whoami([], { HOTSPOT_PROFILE: "second" })).toMatchObject({
      profile: "second | HOTSPOT_PROFILE",
    });
    await login(["--token-stdin", "--profile", "third", "--default"]);
    expect(await whoami()).toMatchObject({ profile: "third | the default profile" });

    const unknown = await program(["whoami", "--profile", "forth"], environment());
    expect(unknown).toMatchObject({ code: 2, stdout: "" });
    expect(unknown.stderr).toContain('no profile "forth" (there are: first, second, third)');
  });
});

describe("profiles", () => {
  it("are all kept where several are stored at the same time", async () => {
    const names = ["first", "second", "third"];
    await Promise.all(names.map((name) => login(["--token-stdin", "--profile", name])));
    const { stdout } = await program(["profile", "list", "-o", "json"], environment());
    const profiles: { profile: string; default: boolean }[] = JSON.parse(stdout);
    expect(profiles.map(({ profile }) => profile).toSorted()).toEqual(names.toSorted());
    expect(profiles.filter((one) => one.default)).toHaveLength(1);
    expect(stdout).not.toContain(token);
    expect(await readdir(join(folder, "conf"))).toEqual(["profiles.json"]);
  });

  it("are none before the first login", async () => {
    expect(await program(["profile", "list"], environment())).toEqual({
      code: 0,
      stdout: "",
      stderr: "There are no profiles: hotspot login stores one.\n",
    });
  });
});

describe("logout", () => {
  it("removes the default profile, and leaves the default to the only one left", async () => {
    await login(["--token-stdin", "--profile", "first"]);
    await login(["--token-stdin", "--profile", "second"]);
    expect(await program(["logout"], environment())).toEqual({
      code: 0,
      stdout: "",
      stderr: 'Removed the profile "first".\nThe default is now "second".\n',
    });
    expect(await readFile(file(), "utf8")).not.toContain("first");
    expect(await program(["logout", "--profile", "first"], environment())).toEqual({
      code: 4,
      stdout: "",
      stderr:
        'hotspot: cannot log out: there is no profile "first"; there are these, for --profile: "second"\n',
    });
  });

  it("removes all, and then has nothing to remove", async () => {
    await login(["--token-stdin", "--profile", "first"]);
    await login(["--token-stdin", "--profile", "second"]);
    expect(await program(["logout", "--all"], environment())).toMatchObject({ code: 0 });
    expect(await readFile(file(), "utf8")).not.toContain(token);
    expect(await program(["logout"], environment())).toEqual({
      code: 4,
      stdout: "",
      stderr: "hotspot: cannot log out: there is no default profile; there are none at all\n",
    });
  });
});

describe("settings", () => {
  it("are missing: says which, and how to give them", async () => {
    expect(await program(["config", "list"], environment())).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "hotspot: missing the project: give --project or set HOTSPOT_PROJECT_ID; and the token: set HOTSPOT_TOKEN; or log in once, by hotspot login\n",
    });
    expect(await whoami()).toMatchObject({
      code: 2,
      url: "http://127.0.0.1:8080 | the default",
      project: " | nowhere",
      token: " | nowhere",
      accepted: "unknown | nowhere",
    });
  });

  it("come from flags before the environment, and from that before a profile", async () => {
    await login(["--token-stdin"]);
    const variables = { HOTSPOT_PROJECT_ID: "of-environment", HOTSPOT_TOKEN: `${token}-other` };
    expect(await whoami(["--project", "of-flag"], variables)).toMatchObject({
      url: `${mock.url} | the profile "default"`,
      project: "of-flag | --project",
      token: "…ther | HOTSPOT_TOKEN",
    });
    expect(await whoami([], variables)).toMatchObject({
      project: "of-environment | HOTSPOT_PROJECT_ID",
    });
    // Who names a profile on the line means it.
    expect(await whoami(["--profile", "default"], variables)).toMatchObject({
      project: `${projectId} | the profile "default"`,
      token: '…f-32 | the profile "default"',
    });
  });

  it("do not send the credential of a profile to another server", async () => {
    await login(["--token-stdin"]);
    const other = await whoami(["--url", `${mock.url}/other`]);
    expect(other).toMatchObject({
      code: 2,
      token: ' | those of the profile "default" are for its own server and not for that of --url',
    });
    expect(await whoami(["--url", `${mock.url}/`])).toMatchObject({ code: 0 });
  });

  it.each([
    [{ HOTSPOT_ACCESS_KEY: "A" }, "HOTSPOT_ACCESS_KEY is set and HOTSPOT_SECRET_KEY is not"],
    [{ HOTSPOT_SECRET_KEY: "A" }, "HOTSPOT_SECRET_KEY is set and HOTSPOT_ACCESS_KEY is not"],
    [{ HOTSPOT_ACCESS_KEY: "A", HOTSPOT_TOKEN: "t" }, "are both set: unset one of them"],
    [{ HOTSPOT_URL: "http://a", HOTSPOT_REGION: "b" }, "HOTSPOT_URL and HOTSPOT_REGION name two"],
    [{ HOTSPOT_URL: "ftp://a", HOTSPOT_TOKEN: "t" }, "HOTSPOT_URL: must be an absolute http or"],
    [{ HOTSPOT_REGION: "moon-1", HOTSPOT_TOKEN: "t" }, "HOTSPOT_REGION: must be one of cn-north-9"],
    [{ HOTSPOT_TOKEN: "a b" }, "HOTSPOT_TOKEN: must be printable ASCII characters"],
    [{ HOTSPOT_TOKEN: "t", HOTSPOT_PROJECT_ID: ".." }, "HOTSPOT_PROJECT_ID: "],
  ])("%j is refused before anything is sent", async (variables, message) => {
    const all = { ...environment(), HOTSPOT_PROJECT_ID: projectId, ...variables };
    const { code, stdout, stderr } = await program(["config", "list"], all);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^hotspot: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });

  it("in a file that others can read are used, with a warning", async () => {
    await login(["--token-stdin"]);
    await chmod(file(), 0o644);
    const { code, stderr } = await program(["config", "list"], environment());
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `Others can read ${file()}, which holds secrets: chmod 600 it.\n`,
    });
  });

  it("in a file that is damaged are refused, the file named", async () => {
    await writeFile(join(folder, "profiles.json"), "{");
    const { code, stderr } = await program(["whoami"], { HOTSPOT_CONFIG_DIR: folder });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `hotspot: ${join(folder, "profiles.json")}: it is no JSON; repair it, or remove it and log in again\n`,
    );
  });
});
