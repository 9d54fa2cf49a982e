import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  type Profile,
  ProfileError,
  profileWarning,
  readProfiles,
  settingsFromProfile,
  updateProfiles,
} from "../src/profiles/index.ts";

let folder: string;
let environment: { HOTSPOT_CONFIG_DIR: string };
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hotspot-profiles-"));
  environment = { HOTSPOT_CONFIG_DIR: join(folder, "conf") };
  file = join(folder, "conf", "profiles.json");
});
afterEach(() => rm(folder, { recursive: true }));

const profile: Profile = {
  server: { baseUrl: "https://example.com" },
  projectId: "p1",
  credential: { token: "a-secret" },
};
const add = (name: string, added = profile) =>
  updateProfiles(
    ({ byName }) => ({ byName: new Map([...byName, [name, added]]), defaultName: name }),
    environment,
  );

describe("the file of profiles", () => {
  it("keeps all that are stored at the same time, for its owner alone", async () => {
    const names = Array.from({ length: 12 }, (_, n) => `profile-${n}`);
    await Promise.all(names.map((name) => add(name)));
    const { byName } = await readProfiles(environment);
    expect([...byName.keys()].toSorted()).toEqual(names.toSorted());
    expect(byName.get("profile-1")).toEqual(profile);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "conf"))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, "conf"))).toEqual(["profiles.json"]);
    expect(await profileWarning(environment)).toBeUndefined();
    await chmod(file, 0o644);
    expect(await profileWarning(environment)).toBe(
      `Others can read ${file}, which holds secrets: chmod 600 it.`,
    );
  });

  it("is changed although a process was killed while it did so", async () => {
    await add("first");
    await writeFile(`${file}.lock`, "");
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(`${file}.lock`, longAgo, longAgo);
    await add("second");
    expect((await readProfiles(environment)).byName.size).toBe(2);
  });

  it("stays as it is where the change fails", async () => {
    await add("first");
    const before = await readFile(file, "utf8");
    const failing = updateProfiles(() => {
      throw new Error("no");
    }, environment);
    await expect(failing).rejects.toThrow("no");
    expect(await readFile(file, "utf8")).toBe(before);
    await add("second");
  });

  it.each([
    ["{", "it is no JSON"],
    ["[]", "it must be an object"],
    ['{"profiles": {"p": {}}}', 'the profile "p" needs a baseUrl or a region, and not both'],
    ['{"profiles": {"p": {"region": "r", "projectId": "x"}}}', 'the profile "p" has no accessKey'],
    [
      '{"profiles": {"p": {"baseUrl": 5}}}',
      'baseUrl of the profile "p" must be text that is not empty',
    ],
  ])("with %j is refused, and none of it repeated", async (content, message) => {
    await add("first");
    await writeFile(file, content);
    await expect(readProfiles(environment)).rejects.toThrow(
      new ProfileError(`${file}: ${message}; repair it, or remove it and log in again`),
    );
  });
});

describe("the settings of a profile", () => {
  it("are options of a client", async () => {
    const credential = { accessKey: "a", secretKey: "s", securityToken: "t" };
    await add("token");
    await add("key", { server: { region: "cn-north-4" }, projectId: "p2", credential });
    expect(await settingsFromProfile("token", environment)).toEqual({
      baseUrl: "https://example.com",
      projectId: "p1",
      auth: { token: "a-secret" },
    });
    expect(await settingsFromProfile("key", environment)).toEqual({
      region: "cn-north-4",
      projectId: "p2",
      auth: credential,
    });
  });

  it("are an error that names the others where there is no such profile", async () => {
    const unknown = (others: string) =>
      new ProfileError(`${file}: there is no profile "x" (there are: ${others})`);
    await expect(settingsFromProfile("x", environment)).rejects.toThrow(unknown("none"));
    await add("first");
    await expect(settingsFromProfile("x", environment)).rejects.toThrow(unknown("first"));
  });
});
