import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { announcements, hitByContract } from "../../diff/announcement.ts";
import { Repository } from "./repository.ts";

let repository: Repository;
beforeAll(async () => {
  repository = await Repository.open();
});
afterAll(() => repository[Symbol.asyncDispose]());

type Bumps = Readonly<Record<string, string>>;
const all = (bump: string): Bumps => ({ spec: bump, client: bump });

/** The packages whose break this changeset does not announce. */
async function missing(version: string, bumps: Bumps, summary: string): Promise<readonly string[]> {
  await repository.version(version);
  await repository.changeset(bumps, summary);
  const found = await announcements(repository.folder, hitByContract);
  return found
    .filter(({ isAnnounced }) => !isAnnounced)
    .map(({ name }) => name.split("/")[1] ?? "");
}

describe("a break is announced", () => {
  it.each([
    ["from 1.0.0 on by a major changeset", "1.0.0", all("major"), "Gone."],
    ["at 0.x by a minor one that says so", "0.3.0", all("minor"), "Breaking: gone."],
    ["at 0.x by one that says so further down", "0.3.0", all("minor"), "A.\n\n**Breaking:** b."],
    [
      "by one of a package that shares the version",
      "1.0.0",
      { types: "major", client: "major" },
      "A.",
    ],
    ["at 0.x by the step to 1.0.0", "0.3.0", all("major"), "Stable."],
  ])("%s", async (_case, version, bumps, summary) => {
    expect(await missing(version, bumps, summary)).toEqual([]);
  });
});

describe("a break is not announced", () => {
  const everybody = ["spec", "client"];

  it.each([
    ["from 1.0.0 on by a minor changeset", "1.0.0", all("minor"), "Breaking: gone.", everybody],
    ["at 0.x by a minor one about something else", "0.3.0", all("minor"), "New.", everybody],
    [
      "at 0.x by one that calls a thing unbreakable",
      "0.3.0",
      all("minor"),
      "It is non-breaking.",
      everybody,
    ],
    ["at 0.x by a patch", "0.3.0", all("patch"), "Breaking: gone.", everybody],
    [
      "to users of the client by one about the others",
      "1.0.0",
      { spec: "major" },
      "Gone.",
      ["client"],
    ],
  ])("%s", async (_case, version, bumps, summary, packages) => {
    expect(await missing(version, bumps, summary)).toEqual(packages);
  });
});
