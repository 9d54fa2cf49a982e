import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { hotspot } from "./hotspot.ts";

const settings = { HOTSPOT_PROJECT_ID: "project", HOTSPOT_TOKEN: "s3cret" };

describe("wrong usage ends with 2 and one line:", () => {
  it.each([
    [["confg"], "unknown command 'confg' (Did you mean config?)"],
    [["config", "lst"], "unknown command 'lst' (Did you mean list?)"],
    [["config", "list", "--limt", "3"], "unknown option '--limt' (Did you mean --limit?)"],
    [["config", "list", "--token", "x"], "unknown option '--token'"],
    [
      ["config", "list", "--limit", "ten"],
      "option '--limit <number>' argument 'ten' is invalid. It must be a whole number, 0 or more.",
    ],
    [
      ["config", "list", "--offset", "-1"],
      "option '--offset <number>' argument '-1' is invalid. It must be a whole number, 0 or more.",
    ],
    [
      ["config", "list", "--output", "yaml"],
      "option '--output <format>' argument 'yaml' is invalid. Allowed choices are table, json.",
    ],
    [
      ["config", "list", "more"],
      "too many arguments for 'list'. Expected 0 arguments but got 1: more.",
    ],
  ])("%j", async (words, message) => {
    expect(await hotspot(words, settings)).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: ${message}\n`,
    });
  });
});

describe("a wrong setting ends with 2 and one line:", () => {
  const { HOTSPOT_PROJECT_ID, HOTSPOT_TOKEN } = settings;
  const project = "the project: give --project-id or set HOTSPOT_PROJECT_ID";
  const token = "the token: set HOTSPOT_TOKEN";

  it.each([
    ["none", {}, `missing ${project}; and ${token}`],
    ["no token", { HOTSPOT_PROJECT_ID }, `missing ${token}`],
    ["an empty token", { HOTSPOT_PROJECT_ID, HOTSPOT_TOKEN: "" }, `missing ${token}`],
    ["no project", { HOTSPOT_TOKEN }, `missing ${project}`],
    [
      "an address without a scheme",
      { ...settings, HOTSPOT_URL: "localhost:8080" },
      "--url or HOTSPOT_URL: must be an absolute http or https URL, such as https://example.com",
    ],
    [
      "a token with a line end",
      { ...settings, HOTSPOT_TOKEN: "s3cret\n" },
      "HOTSPOT_TOKEN: must be printable ASCII characters without spaces or line breaks; was it read from a file with its line end?",
    ],
    [
      "a project that is a step in a path",
      { ...settings, HOTSPOT_PROJECT_ID: ".." },
      '--project-id or HOTSPOT_PROJECT_ID: ".." cannot be sent, since a URL takes it for a step',
    ],
  ])("%s", async (_, environment, message) => {
    expect(await hotspot(["config", "list"], environment)).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: cannot list the configurations: ${message}\n`,
    });
  });
});

describe("help", () => {
  it.each([[[]], [["config"]]])("is shown for %j, which is no command yet", async (words) => {
    const ended = await hotspot(words);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^Usage: hotspot /);
  });

  it.each([[["--help"]], [["config", "--help"]], [["config", "list", "--help"]]])(
    "is a result where %j asks for it",
    async (words) => {
      const ended = await hotspot(words);
      expect(ended).toMatchObject({ code: 0, stderr: "" });
      expect(ended.stdout).toMatch(`Usage: ${["hotspot", ...words].slice(0, -1).join(" ")} [`);
      expect(ended.stdout).toMatch(/^Examples:\n {2}\$ .*hotspot|^Commands:/m);
    },
  );
});

describe("--version", () => {
  it("is the package's", async () => {
    const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
    const { version } = JSON.parse(manifest);
    expect(await hotspot(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});
