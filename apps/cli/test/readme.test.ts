import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { exitCodeMeanings } from "../src/exit-code.ts";
import { variables } from "../src/settings/environment.ts";
import { startFolder } from "./bulk/lists.ts";
import { startService } from "./service.ts";
import { bash, inFolder } from "./shell.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

/** The commands below each heading. */
const blocks = new Map(
  [...readme.matchAll(/^## (.+?)\n(?:(?!^## )[^])*?^```sh\n([^]*?)^```$/gm)].map(
    ([, heading = "", commands = ""]) => [heading, commands],
  ),
);
/** The output that it shows. */
const shown = /^```\n(ID [^]*?)^```$/m.exec(readme)?.[1] ?? "";

describe("the README", () => {
  it("has commands below each of these headings", () => {
    expect([...blocks.keys()]).toEqual([
      "Install",
      "Log in",
      "Configurations and exempt users",
      "Large lists",
      "Configurations as a file",
      "In scripts",
    ]);
    expect(readme.match(/^```sh$/gm)).toHaveLength(blocks.size);
  });

  it("has commands that run one after the other, and shows what they show", async () => {
    await using service = await startService();
    await using folder = await startFolder();
    await folder.write("token.txt", `${service.token}\n`);
    const [, ...others] = blocks.values();
    const commands = others
      .join("")
      .replace("http://127.0.0.1:8080", service.url)
      .replace("a4da8115c9d8464ead3a38309130523f", service.projectId);
    using _ = inFolder(folder.path);
    const { stdout } = await bash(commands, { HOTSPOT_CONFIG_DIR: folder.path });
    const id = /^ID +([0-9a-f]{32})$/m.exec(stdout)?.[1] ?? "";
    expect(stdout).toContain(shown.replace("019a2b5e7c1d73e89f4a5b6c7d8e9f01", id));
    expect(stdout).toMatch(/^accepted +yes/m);
    // The last is the raw call, after the weekend's batch has come and gone.
    expect(JSON.parse(stdout.slice(stdout.lastIndexOf('{"items"')))).toMatchObject({
      items: [{ id, non_migrate_users: [{ user_name: "night-batch" }, { user_name: "test" }] }],
    });
  });

  it("has every exit code and every variable, as help has them", () => {
    const codes = [...readme.matchAll(/^\| (\d+) +\| (.+?) +\|$/gm)];
    expect(codes.map(([, code, meaning]) => [Number(code), meaning])).toEqual([
      ...exitCodeMeanings,
    ]);
    const rows = [...readme.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) +\|/gm)];
    const named = rows.flatMap(([, names = ""]) => names.replaceAll("`", "").split(", "));
    expect(named.filter((name) => name !== "FORCE_COLOR")).toEqual([...variables.keys()]);
  });
});
