import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { exitCodeMeanings } from "../src/exit-code.ts";
import { variables } from "../src/settings/environment.ts";
import { startService } from "./service.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));

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
    const folder = await mkdtemp(join(tmpdir(), "hotspot-readme-"));
    try {
      await symlink(binary, join(folder, "hotspot"));
      await writeFile(join(folder, "token.txt"), `${service.token}\n`);
      const [, ...others] = blocks.values();
      const commands = others
        .join("")
        .replace("http://127.0.0.1:8080", service.url)
        .replace("a4da8115c9d8464ead3a38309130523f", service.projectId);
      const { stdout } = await promisify(execFile)("bash", ["-ec", commands], {
        cwd: folder,
        env: {
          PATH: [folder, dirname(process.execPath), process.env["PATH"]].join(":"),
          HOTSPOT_CONFIG_DIR: folder,
        },
      });
      const id = /^ID +([0-9a-f]{32})$/m.exec(stdout)?.[1] ?? "";
      expect(stdout).toContain(shown.replace("019a2b5e7c1d73e89f4a5b6c7d8e9f01", id));
      expect(stdout).toMatch(/^accepted +yes/m);
      // The last is the raw call, after the weekend's batch has come and gone.
      expect(JSON.parse(stdout.slice(stdout.lastIndexOf('{"items"')))).toMatchObject({
        items: [{ id, non_migrate_users: [{ user_name: "night-batch" }, { user_name: "test" }] }],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
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
