import { describe, expect, it } from "vitest";

import { settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";

// Nothing is sent: there would be no such host.
const nowhere = settingsFor("http://nowhere.invalid");

describe.concurrent("a command line that is wrong", () => {
  it.each([
    ["", "Usage: hotspot <command> [options]"],
    ["config", "Usage: hotspot config <command> [options]"],
  ])("%j is answered by help on standard error", async (line, help) => {
    const { code, stdout, stderr } = await program(line.split(" ").filter(Boolean));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(help);
  });

  it.each([
    ["confg list", "unknown command 'confg'. Did you mean config? See hotspot --help."],
    ["config lsit", "unknown command 'lsit'. Did you mean list? See hotspot config --help."],
    ["config frobnicate", "unknown command 'frobnicate'. See hotspot config --help."],
    ["config get one", "Did you mean hotspot config show?"],
    ["config delete one", "The API cannot delete a configuration. hotspot config update CONFIG "],
    ["user rm one Ann", "Did you mean hotspot user remove?"],
    ["version", "Did you mean hotspot --version?"],
    [
      "config list --limt 5",
      "unknown option '--limt'. Did you mean --limit? See hotspot config list",
    ],
    [
      "login --secret-key-stdn",
      "unknown option '--secret-key-stdn'. Did you mean --secret-key-stdin?",
    ],
    ["config list -x", "unknown option '-x'. "],
    ["config list --migration on", "unknown option '--migration'"],
    ["config list extra", "too many arguments for 'list'. Expected 0 arguments but got 1: extra."],
    [
      "config show one two",
      "too many arguments for 'show'. Expected 1 argument but got 2: one, two.",
    ],
    ["config show -- --help x", "too many arguments for 'show'."],
    [
      "config list --limit",
      "option '--limit <n>' argument missing. See hotspot config list --help.",
    ],
    ["config list --limit --all", "--limit <n>: the value is missing; or, "],
    ["config list --limit=--all", "'--all' is invalid. It must be a whole number, 1 or more. See "],
    ["config list --limit=", "It must not be empty. "],
    ["config list --limit 1.5", "It must be a whole number, 1 or more."],
    ["config list --limit 0", "It must be a whole number, 1 or more."],
    ["config list --limit 5 --all", "--limit and --all contradict each other"],
    ["config list --limit 1 --limit 2", "It is given twice."],
    ["config list -o xml", "It must be one of table, json, ndjson, csv, yaml, spreadsheet."],
    ["config create", "required option '--migration <on|off>' not specified. See "],
    ["config create --migration yes --exit-sessions 1", "It must be one of on, off."],
    ["config create --migration on --exit-sessions 1 --users none.csv", "none.csv: cannot be read"],
    ["config update one", "nothing to change: give --migration, --exit-sessions or both"],
    ["config show", "missing required argument 'config'. See hotspot config show --help."],
    ["completion csh", "Allowed choices are bash, zsh, fish."],
    ["api", "missing required argument 'path'"],
    ["api FETCH /", "the method must be one of GET, "],
    ["api GET / more", "api takes a method and a path, and no more words"],
    ["api GET v1", "the path must begin with /"],
    ["api GET /{config_id}", "only {project_id} stands for something in a path, not {config_id}"],
    ["api GET / --data {}", "--data: a GET has no body"],
    ["api / --data {} -f a=1", "give --data or --field"],
    ["api / -f nothing", '--field: must be a name and a value with "=" between them'],
    ["api POST / --paginate", "--paginate is for GET"],
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
});
