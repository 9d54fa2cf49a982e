import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { commands } from "../src/commands/all.ts";
import { globalOptions } from "../src/global-options.ts";
import { hotspot } from "./hotspot.ts";
import { program } from "./in-process.ts";

const shown = commands.filter(({ isHidden }) => !isHidden);
const dist = (file: string) => readFile(new URL(`../dist/${file}`, import.meta.url), "utf8");

describe.concurrent("help", () => {
  it("of the program names every command, variable and exit code", async () => {
    const { code, stdout, stderr } = await hotspot(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const { name, summary } of shown) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, "m"));
    }
    for (const name of ["HOTSPOT_URL", "HOTSPOT_TOKEN", "HOTSPOT_SECRET_KEY"]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +\\w`, "m"));
    }
    expect(stdout.match(/^ {2}\d+ .*$/gm)).toEqual([
      "  0    done; also where there is nothing to list",
      "  1    failed, for instance because the service found a value out of range",
      "  2    usage: the command line or a setting is wrong, and nothing was sent",
      "  3    not authenticated, or not allowed",
      "  4    not found",
      "  5    the server or the network failed",
      "  130  interrupted by Ctrl-C",
    ]);
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect((await program(["help"])).stdout).toBe(stdout);
    expect((await program(["-h"])).stdout).toBe(stdout);
  });

  it("of a noun names its commands", async () => {
    const { stdout } = await program(["config", "--help"]);
    expect(stdout.match(/^ {2}config \w+/gm)).toEqual(
      ["list", "create", "update", "show"].map((verb) => `  config ${verb}`),
    );
    expect(stdout).not.toContain("user list");
  });

  it.each(shown)("of $name has its arguments, options and examples", async (command) => {
    const { code, stdout } = await program([...command.name.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(`Usage: hotspot ${command.name}`);
    for (const { label } of command.arguments) expect(stdout).toMatch(`  ${label} `);
    for (const { flag } of [...command.options, ...globalOptions]) {
      expect(stdout).toMatch(new RegExp(`^  (-\\w, )?${flag}\\b`, "m"));
    }
    const lines = stdout.split("\n");
    for (const { line } of command.examples) expect(lines).toContain(`  ${line}`);
    expect(await program(["help", ...command.name.split(" ")])).toMatchObject({ stdout });
  });

  it("is given where something is wrong, if it is asked for", async () => {
    const { code, stdout } = await program(["config", "list", "--limt", "5", "--help"]);
    expect({ code, start: stdout.slice(0, 26) }).toEqual({
      code: 0,
      start: "Usage: hotspot config list",
    });
  });
});

describe("hotspot --version", () => {
  it("prints the version of the package", async () => {
    const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
    const stdout = `${JSON.parse(manifest).version}\n`;
    expect(await hotspot(["--version"])).toEqual({ code: 0, stdout, stderr: "" });
    expect(await hotspot(["-V"])).toEqual({ code: 0, stdout, stderr: "" });
  });
});

describe("the definitions of commands", () => {
  it("mean the same by the same flag: what takes a value is known before the command is", () => {
    const labels = new Map<string, boolean>();
    for (const { flag, label } of [...globalOptions, ...shown.flatMap(({ options }) => options)]) {
      expect(labels.get(flag) ?? label !== undefined, flag).toBe(label !== undefined);
      labels.set(flag, label !== undefined);
    }
  });

  it.each(shown)("$name: has examples that call it, and no flag twice", (command) => {
    const { name, examples, options } = command;
    expect(examples).not.toEqual([]);
    for (const { line } of examples) expect(line).toContain(`hotspot ${name}`);
    const flags = [...options, ...globalOptions].map(({ flag }) => flag);
    expect(new Set(flags).size).toBe(flags.length);
    expect(`${command.summary}${options.map(({ about }) => about).join("")}`).not.toMatch(/\.$/);
  });
});

describe("what is made of the definitions", () => {
  it.each(shown)("has $name, with its options", async ({ name, summary, options, examples }) => {
    const [man, page] = await Promise.all([dist("hotspot.1"), dist("hotspot.md")]);
    const asRoff = (text: string) => text.replaceAll("\\", "\\e").replaceAll("-", "\\-");
    expect(man).toContain(`\n${asRoff(summary)}.\n`);
    const part = page.slice(page.indexOf(`## hotspot ${name}\n`)).split("\n## hotspot")[0] ?? "";
    expect(part).toContain(`\n${summary}.\n`);
    for (const { flag } of options) {
      expect(man).toContain(`${asRoff(flag)}`);
      expect(part).toContain(`${flag}`);
    }
    for (const { line } of examples) expect(part).toContain(`\n${line}\n`);
    expect(page).toContain(`](#hotspot-${name.replace(" ", "-")})`);
  });

  it("leaves out what is there for programs", async () => {
    expect(await dist("hotspot.1")).not.toContain("hotspot complete ");
    expect(await dist("hotspot.md")).not.toContain("hotspot complete\n");
  });
});
