import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

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
const add = (name: string, added = profile, where = environment) =>
  updateProfiles(
    ({ byName }) => ({ byName: new Map([...byName, [name, added]]), defaultName: name }),
    where,
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

  it("keeps all that are stored after a process was killed while it did so", async () => {
    // In many folders: that two take over one lock at once needs an unlucky moment.
    const counts = Array.from({ length: 20 }, async (_, index) => {
      const directory = join(folder, String(index));
      const abandoned = join(directory, "profiles.json.lock");
      const longAgo = new Date(Date.now() - 60_000);
      await mkdir(directory);
      await writeFile(abandoned, "");
      await utimes(abandoned, longAgo, longAgo);
      const adding = Array.from({ length: 12 }, async (_each, n) => {
        await setTimeout(Math.random() * 30);
        await add(`profile-${n}`, profile, { HOTSPOT_CONFIG_DIR: directory });
      });
      await Promise.all(adding);
      expect(await readdir(directory)).toEqual(["profiles.json"]);
      return (await readProfiles({ HOTSPOT_CONFIG_DIR: directory })).byName.size;
    });
    expect(await Promise.all(counts)).toEqual(counts.map(() => 12));
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
