import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { announcements, hitByContract } from "../../diff/announcement.ts";
import { Repository } from "./repository.ts";

let repository: Repository;
beforeEach(async () => {
  repository = await Repository.open();
});
afterEach(() => repository[Symbol.asyncDispose]());

const everybody = ["spec", "types", "mock", "client"];
const all = (bump: string) => Object.fromEntries(everybody.map((name) => [name, bump]));

/** The packages whose break this changeset does not announce. */
async function missing(bumps: Readonly<Record<string, string>>, summary: string) {
  await repository.changeset(bumps, summary);
  const found = await announcements(repository.folder, hitByContract);
  return found
    .filter(({ isAnnounced }) => !isAnnounced)
    .map(({ name }) => name.split("/")[1] ?? "");
}

describe("a break is announced", () => {
  it("by a major changeset that names each package whose users it reaches", async () => {
    expect(await missing(all("major"), "Gone.")).toEqual([]);
  });
});

describe("a break is not announced", () => {
  it("by a minor changeset, whatever it says", async () => {
    expect(await missing(all("minor"), "Breaking: gone.")).toEqual(everybody);
  });

  it.each(everybody)("to users of %s by a changeset about the others", async (name) => {
    expect(await missing({ ...all("major"), [name]: "patch" }, "Gone.")).toEqual([name]);
    const { [name]: _, ...others } = all("major");
    expect(await missing(others, "Gone.")).toEqual([name]);
  });
});

describe("a changeset about a package that is not there", () => {
  it("is an error that names both", async () => {
    await expect(missing({ clients: "major" }, "Gone.")).rejects.toThrow(
      ".changeset/one.md: @hotspot-session/clients is no package of this repository",
    );
  });
});
