import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { defineProgram } from "../src/program.ts";
import { examplesOf, leavesOf, pathOf } from "../src/usage.ts";
import { program } from "./in-process.ts";

const defined = defineProgram(() => async () => undefined);
const commands = leavesOf(defined).map((command) => ({ name: pathOf(command).slice(8), command }));
const dist = (file: string) => readFile(new URL(`../dist/${file}`, import.meta.url), "utf8");

describe.concurrent("help", () => {
  it("of the program names every command, and the topics", async () => {
    const { code, stdout, stderr } = await program(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const { name, command } of commands) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +${command.summary().slice(0, 20)}`, "m"));
    }
    expect(stdout).not.toMatch(/^ {2}complete /m);
    expect(stdout).toMatch("hotspot help environment, hotspot help exit-codes");
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect((await program(["help"])).stdout).toBe(stdout);
    expect((await program(["-h"])).stdout).toBe(stdout);
  });

  it("of a noun names its commands", async () => {
    const { stdout } = await program(["config", "--help"]);
    expect(stdout.match(/^ {2}config \w+/gm)).toEqual(
      ["list", "create", "update", "show"].map((verb) => `  config ${verb}`),
    );
  });

  it("has what is true of all commands as topics", async () => {
    expect((await program(["help", "environment"])).stdout).toMatch(/^HOTSPOT_TOKEN +the token$/m);
    expect((await program(["help", "exit-codes"])).stdout).toMatch(/^3 +not authenticated/m);
    for (const words of [["nothing"], ["user", "snyc"], ["user", "sync", "more"]]) {
      expect(await program(["help", ...words])).toMatchObject({ code: 2, stdout: "" });
    }
  });

  it.each(commands)(
    "of $name has its arguments, options and examples",
    async ({ name, command }) => {
      const { code, stdout } = await program([...name.split(" "), "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(`Usage: hotspot ${name}`);
      for (const { long } of [...command.options, ...defined.options]) {
        expect(stdout).toMatch(new RegExp(`^  (-\\w, )?${long}\\b`, "m"));
      }
      const lines = stdout.split("\n");
      expect(examplesOf(command)).not.toEqual([]);
      for (const [line] of examplesOf(command)) {
        expect(lines).toContain(`  ${line}`);
        expect(line).toContain(`hotspot ${name}`);
      }
      expect(await program(["help", ...name.split(" ")])).toMatchObject({ stdout });
    },
  );

  it("is shown where something is wrong, if it is asked for", async () => {
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
    for (const word of ["--version", "-V"]) {
      expect(await program([word])).toEqual({ code: 0, stdout, stderr: "" });
    }
  });
});

describe("the man page and the reference page", () => {
  it.each(commands)("have $name, with its options and examples", async ({ name, command }) => {
    const [man, page] = await Promise.all([dist("hotspot.1"), dist("hotspot.md")]);
    const asRoff = (text: string) => text.replaceAll("\\", "\\e").replaceAll("-", "\\-");
    const part = page.slice(page.indexOf(`## hotspot ${name}\n`)).split("\n## hotspot")[0] ?? "";
    expect(part).toContain(command.description());
    for (const { long = "" } of command.options) {
      expect(man).toContain(asRoff(long ?? ""));
      expect(part).toContain(long);
    }
    for (const [line] of examplesOf(command)) expect(part).toContain(`\n${line}\n`);
    expect(page).toContain(`](#hotspot-${name.replace(" ", "-")})`);
    expect(page).not.toContain("hotspot complete\n");
  });
});
