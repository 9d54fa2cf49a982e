import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { all } from "./install.ts";

const run = promisify(execFile);
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const releases = all.map(({ manifest }) => `${manifest.name}@${manifest.version}`);

describe("publishing", () => {
  it("hands npm every package that is not there yet, each after those that it needs", async () => {
    const { stdout } = await run(process.execPath, [script("publish.ts"), "--dry-run"]);
    const lines = stdout.split("\n").filter((line) => line.includes(" is "));
    expect(lines.map((line) => line.split(" ")[0])).toEqual(releases);
    for (const line of lines) expect(line).toMatch(/ is (ready|published already)$/);
  });
});

describe("tagging", () => {
  let folder = "";
  const git = async (...words: readonly string[]) =>
    (await run("git", words, { cwd: folder })).stdout;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hotspot-tags-"));
    await git("init", "--quiet");
    await git("init", "--quiet", "--bare", "origin");
    await git("remote", "add", "origin", "./origin");
    const author = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    await git(...author, "commit", "--quiet", "--allow-empty", "--message", "A release");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("pushes a tag for each release, once", async () => {
    const tag = () => run(process.execPath, [script("tag.ts")], { cwd: folder });
    expect((await tag()).stdout.trim().split("\n")).toEqual(releases);
    const pushed = await git("--git-dir", "origin", "tag");
    expect(pushed.trim().split("\n").toSorted()).toEqual(releases.toSorted());
    expect((await tag()).stdout).toBe("");
  });
});
