import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startFolder } from "./bulk/lists.ts";
import { program } from "./in-process.ts";
import { bash, inFolder } from "./shell.ts";

let folder: Awaited<ReturnType<typeof startFolder>>;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await startFolder();
  environment = { HOTSPOT_CONFIG_DIR: folder.path };
  await folder.write("users.csv", "user_id\n1\n");
  const profile = { baseUrl: "http://a", projectId: "p", token: "t" };
  const profiles = { production: profile, staging: profile };
  await folder.write("profiles.json", JSON.stringify({ profiles }));
});
afterAll(() => folder[Symbol.asyncDispose]());

/** The words that may stand in the place of the last. */
async function completed(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout } = await program(["complete", "--", ...words], environment);
  expect(code).toBe(0);
  return stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.split("\t")[0] ?? ""]));
}

describe.concurrent("completion", () => {
  it("offers nouns and verbs, with what they are", async () => {
    const { stdout } = await program(["complete", "--", ""]);
    expect(stdout).toMatch(
      /^config\tConfigurations: .+\nuser\tExempt users: .+\nexport\t.+\napply\t.+\nlogin\tStore a /,
    );
    expect(stdout).not.toMatch(/^complete\t/m);
    expect(await completed("co")).toEqual(["config", "completion"]);
    expect(await completed("config", "")).toEqual(["list", "create", "update", "show"]);
    expect(await completed("-o", "json", "config", "l")).toEqual(["list"]);
    expect(await completed("nothing", "")).toEqual([]);
  });

  it("offers the options of a command, and what may follow them", async () => {
    expect(await completed("config", "create", "--m")).toEqual(["--migration"]);
    expect(await completed("config", "create", "--migration", "")).toEqual(["on", "off"]);
    expect(await completed("config", "list", "-o", "")).toContain("ndjson");
    expect(await completed("whoami", "--profile", "p")).toEqual(["production"]);
    expect(await completed("config", "create", "--users", "")).toEqual([":files"]);
    expect(await completed("export", "--users-dir", "")).toEqual([":files"]);
    expect(await completed("apply", "-f", "")).toEqual([":files"]);
    expect(await completed("config", "list", "--output=j")).toEqual(["--output=json"]);
    expect(await completed("config", "list", "--output", "=", "j")).toEqual(["json"]);
    expect(await completed("--ver")).toEqual(["--version"]);
    expect(await completed("config", "list", "--ver")).toEqual([]);
  });

  it("offers the words of an argument, where they are known", async () => {
    expect(await completed("completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(await completed("api", "P")).toEqual(["POST", "PATCH", "PUT"]);
    expect(await completed("config", "show", "")).toEqual([]);
    expect(await completed("config", "show", "one", "")).toEqual([]);
  });

  it("prints a script for each shell, which asks the program", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const { code, stdout } = await program(["completion", shell]);
      expect(code).toBe(0);
      expect(stdout).toContain("hotspot complete -- ");
    }
  });

  it("works in bash", async () => {
    using _ = inFolder(folder.path);
    /** What bash offers for the last of the words. */
    const inBash = async (...words: readonly string[]) => {
      const script = `
        set +e; source <(hotspot completion bash)
        COMP_WORDS=(hotspot "$@"); COMP_CWORD=$#
        _hotspot; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout } = await bash(script, environment, { words });
      return stdout.trim().split("\n");
    };
    expect(await inBash("config", "")).toEqual(["list", "create", "update", "show"]);
    expect(await inBash("config", "create", "--users", "us")).toEqual(["users.csv"]);
    expect(await inBash("whoami", "--profile", "s")).toEqual(["staging"]);
  });
});
