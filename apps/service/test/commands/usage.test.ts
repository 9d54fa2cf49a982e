import { describe, expect, it } from "vitest";

import { run } from "../../src/commands/program.ts";

const given = "a-first-token-of-32-characters-or-more";

/** What the program says to these words; nothing here comes as far as a database. */
async function said(...words: readonly string[]) {
  const output = { out: "", err: "" };
  const code = await run(
    words,
    { HOTSPOT_DATABASE_URL: "sqlite:/nowhere/hotspot.db", HOTSPOT_BOOTSTRAP_TOKEN: given },
    {
      out: (text) => void (output.out += text),
      err: (text) => void (output.err += text),
    },
  );
  return { code, ...output };
}

describe("a wrong call", () => {
  it.each([
    [["bakup", "x"], "unknown command 'bakup' (Did you mean backup?)"],
    [["token", "creat"], "unknown command 'creat' (Did you mean create?)"],
    [["--json"], "--json goes with --memory"],
    [["serve", "now"], "too many arguments for 'serve'"],
    [["token", "list", "--projct", "p1"], "unknown option '--projct' (Did you mean --project?)"],
    [["token", "create", "--project", "p".repeat(129)], "It must be 1 to 128 characters."],
    [["token", "create", "--project", "p1", "--role", "root"], "Allowed choices are admin, reader"],
    [["token", "create", "--project", "p1", "--expires", "soon"], "It must be like 30d, 12h, 2030"],
    [["token", "create", "--project", "p1", "--note", "n".repeat(201)], "1 to 200 characters"],
  ])("as %j says what is wrong and where to read more, and ends with 2", async (words, message) => {
    const { code, out, err } = await said(...words);
    expect(err).toContain(message);
    expect(err).toMatch(/^hotspot-service: .*\nSee hotspot-service --help\.\n$/);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it.each([
    [["token", "revoke", "abc", "hst_SECRET-secret_1"]],
    [["token", "revoke", "abc", given]],
    [["hst_SECRET-secret_1"]],
    [["token", "list", "--hst_SECRET-secret_1"]],
    [["token", "create", "--project", "p", "--expires", "hst_SECRET-secret_1"]],
  ])("as %j does not repeat the token in it", async (words) => {
    const { code, out, err } = await said(...words);
    expect(code).toBe(2);
    expect(out + err).not.toMatch(/secret|a-first-token/i);
  });
});

describe("help", () => {
  it.each([
    [[]],
    [["serve"]],
    [["token"]],
    [["token", "create"]],
    [["token", "list"]],
    [["token", "revoke"]],
    [["backup"]],
  ])("of %j has examples and ends with 0", async (words) => {
    const { code, out, err } = await said(...words, "--help");
    expect(out).toMatch(/^Usage: hotspot-service/);
    expect(out).toMatch(/^Examples:\n {2}\$ .*hotspot-service/m);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("has every setting with its default", async () => {
    const { out } = await said("--help");
    expect(out).toMatch(/HOTSPOT_PORT .*\(8080\)/);
    expect(out).toMatch(/HOTSPOT_DATABASE_URL .*\(sqlite:data\/hotspot\.db\)/);
  });
});

it("the version is that of the package", async () => {
  const { code, out } = await said("--version");
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) });
});
