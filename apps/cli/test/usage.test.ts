import { describe, expect, it } from "vitest";

import { hotspot, settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";

// Nothing is sent: there would be no such host.
const nowhere = settingsFor("http://nowhere.invalid");

describe.concurrent("a command line that is wrong", () => {
  it.each([
    ["", "Usage: hotspot COMMAND [OPTIONS]"],
    ["config", "Usage: hotspot config COMMAND [OPTIONS]"],
  ])("%j is answered by help on standard error", async (line, help) => {
    const { code, stdout, stderr } = await program(line.split(" ").filter(Boolean));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(help);
  });

  it.each([
    ["confg list", '"confg" is no command of hotspot. Did you mean hotspot config? '],
    ["config lsit", '"lsit" is no command of hotspot config. Did you mean hotspot config list? '],
    ["config frobnicate", '"frobnicate" is no command of hotspot config. See '],
    ["config list --limt 5", "--limt is no option of hotspot config list. Did you mean --limit? "],
    ["config list -x", "-x is no option of hotspot config list. "],
    ["config list --migration on", "--migration is no option of hotspot config list. "],
    ["config list extra", '"extra" is too much: it takes no words'],
    ["config list --limit", "--limit N: the value is missing"],
    ["config list --limit --all", "--limit N: the value is missing; or, "],
    ["config list --limit=--all", '--limit: must be a whole number, 0 or more, not "--all"'],
    ["config list --limit=", "--limit: must not be empty"],
    ["config list --limit 1.5", '--limit: must be a whole number, 0 or more, not "1.5"'],
    ["config list --limit 0", "--limit: must be 1 or more; --all shows all"],
    ["config list --limit 5 --all", "--limit and --all contradict each other"],
    ["config list --limit 1 --limit 2", "--limit is given 2 times: give it once"],
    ["config list --all=yes", "--all takes no value"],
    ["config list -o xml", "--output: must be one of table, json, ndjson, csv, yaml, not "],
    ["config create", "--migration on|off is missing: "],
    ["config create --migration on", "--exit-sessions N is missing: "],
    ["config create --migration yes --exit-sessions 1", "--migration: must be one of on, off, "],
    ["config create --migration on --exit-sessions 1 --users none.csv", "none.csv: cannot be read"],
    ["config update", "CONFIG is missing: "],
    ["config update one", "nothing to change: give --migration, --exit-sessions or both"],
    ["config show", "CONFIG is missing: "],
    ["config show one two", '"two" is too much: it takes CONFIG'],
    ["user list", "CONFIG is missing: "],
    ["user list one --name=", "--name: must not be empty"],
    ["completion", "SHELL is missing: "],
    ["completion csh", 'SHELL: must be one of bash, zsh, fish, not "csh"'],
    ["api", "METHOD is missing: the method, such as GET; PATH is missing: "],
    ["api FETCH /", "METHOD: must be one of GET, "],
    ["api GET v1", 'PATH: must begin with /, not be "v1"'],
    ["api GET /{config_id}", "PATH: only {project_id} stands for something, not {config_id}"],
    ["api GET / --data {}", "--data: a GET has no body"],
    ["api POST / --data @none.json", "--data: ENOENT"],
    ["login", "there is no terminal to ask on: give --token-stdin, and pipe it in"],
    ["login --access-key A", "there is no terminal to ask on: give --secret-key-stdin, "],
    ["login --secret-key-stdin", "--secret-key-stdin needs --access-key KEY"],
    ["login --token-stdin --access-key A", "--token-stdin is for a token: leave out --access-key"],
    ["login --token-stdin", "the token is empty"],
    ["whoami --url x --region cn-north-4", "--url and --region name two servers"],
  ])("%j ends with 2 and says what is wrong", async (line, message) => {
    const { code, stdout, stderr } = await program(line.split(" "), nowhere);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^hotspot: [^\n]+\n$/);
    expect(stderr.slice("hotspot: ".length)).toContain(message);
  });

  it("ends the binary with 2, too", async () => {
    expect(await hotspot(["config", "lsit"], nowhere)).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'hotspot: "lsit" is no command of hotspot config. Did you mean hotspot config list? See hotspot config --help.\n',
    });
  });

  it("names all that is missing at once", async () => {
    const { stderr } = await program(["config", "create"], nowhere);
    expect(stderr).toBe(
      "hotspot: --migration on|off is missing: whether sessions leave a server that has become a hotspot; --exit-sessions N is missing: how many sessions are to leave then, from 0 to 100. See hotspot config create --help.\n",
    );
  });

  it("takes words after -- for what they are", async () => {
    const { code, stderr } = await program(["config", "show", "--", "--help", "x"], nowhere);
    expect(code).toBe(2);
    expect(stderr).toBe('hotspot: "x" is too much: it takes CONFIG\n');
  });
});
