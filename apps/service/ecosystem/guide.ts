import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

import { driver, run } from "./sdks.ts";

const docs = findPackageJSON("@hotspot-session/docs", import.meta.url) ?? "";

/** The block of code of a guide that begins with "```" and this. */
export async function blockOf(guide: string, info: string): Promise<string> {
  const text = await readFile(join(dirname(docs), "content", guide), "utf8");
  const code = new RegExp(`^\`\`\`${info}\\n([^]*?)^\`\`\`$`, "m").exec(text)?.[1];
  if (code === undefined) throw new Error(`${guide} has no block of ${info}`);
  return code;
}

const programIn = (language: string) => blockOf("migrating.mdx", language);

/** How to run the program of the guide with what is installed for an SDK. */
export type GuideRunner = (
  folder: string,
  installed: readonly string[],
) => Promise<readonly [program: string, ...args: string[]]>;

const slow = { timeout: 900_000 };

/** Makes the program of the guide runnable in an empty folder. */
export const guideRunners: Readonly<Record<string, GuideRunner>> = {
  async Python(folder, [python = ""]) {
    const file = join(folder, "migrated.py");
    await writeFile(file, await programIn("python"));
    return [python, file];
  },
  async Go(folder) {
    await cp(driver("go"), folder, { recursive: true });
    await writeFile(join(folder, "main.go"), await programIn("go"));
    await run("go", ["build", "-p", "1", "-o", "migrated", "."], { ...slow, cwd: folder });
    return [join(folder, "migrated")];
  },
  async "Java, core"(folder, [, , classPath = ""]) {
    const file = join(folder, "Migrated.java");
    await writeFile(file, await programIn("java"));
    await run("javac", ["-cp", classPath, "-d", folder, file], slow);
    return ["java", "-cp", [classPath, folder].join(":"), "Migrated"];
  },
  async "Node, core"(folder, [, , packages = ""]) {
    const file = join(folder, "migrated.mjs");
    await writeFile(file, await programIn("js"));
    await symlink(join(packages, "node_modules"), join(folder, "node_modules"));
    return [process.execPath, file];
  },
};
