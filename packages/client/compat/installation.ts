import { execFile } from "node:child_process";
import { cp, mkdir, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One text of the published declarations that is another. */
export interface Edit {
  /** `client`, `signature` or `types`, and the file in its `dist`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const inClient = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Where the built packages are, by their names. */
const built = {
  client: inClient("dist"),
  signature: fileURLToPath(new URL(".", import.meta.resolve("@hotspot-session/signature"))),
  types: fileURLToPath(new URL(".", import.meta.resolve("@hotspot-session/types"))),
};

/**
 * Puts the consumer into a folder of its own, where the client and its types are installed as they
 * were built, but for an edit.
 *
 * @throws Error where the edit changes nothing
 */
export async function install(folder: string, edit: Edit | undefined): Promise<string> {
  const modules = join(folder, "node_modules");
  for (const [name, dist] of Object.entries(built)) {
    const target = join(modules, "@hotspot-session", name);
    const isNeeded = (path: string) => !/\.(js|map)$/.test(path);
    await cp(dist, join(target, "dist"), { recursive: true, filter: isNeeded });
    const manifest = {
      name: `@hotspot-session/${name}`,
      type: "module",
      exports: { ".": "./dist/index.js", "./*": "./dist/*.js" },
    };
    await writeFile(join(target, "package.json"), JSON.stringify(manifest));
  }
  await symlink(
    await realpath(inClient("node_modules/openapi-fetch")),
    join(modules, "openapi-fetch"),
  );
  if (edit !== undefined) {
    const file = join(modules, "@hotspot-session", edit.file);
    const text = await readFile(file, "utf8");
    if (!text.includes(edit.from)) throw new Error(`${edit.file}: has no ${edit.from}`);
    await writeFile(file, text.replace(edit.from, edit.to));
  }
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await cp(inClient("compat/consumer.ts"), join(folder, "consumer.ts"));
  return join(folder, "consumer.ts");
}

/** What the compiler says of these files, line by line, each beginning with the path of its file. */
export function compile(files: readonly string[]): Promise<readonly string[]> {
  const options = "--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck --pretty false";
  const modern = "--module nodenext --target es2022 --lib es2023,dom,dom.asynciterable";
  return new Promise((resolve, reject) => {
    execFile(
      inClient("node_modules/.bin/tsc"),
      [...options.split(" "), ...modern.split(" "), ...files],
      { cwd: "/", maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const lines = stdout.split("\n").filter((line) => line !== "");
        // A line that is not about a consumer is about how the compiler was called.
        const isExpected = lines.every((line) => /^\s|consumer\.ts\(/.test(line));
        if (error === null || (isExpected && lines.length > 0)) resolve(lines);
        else reject(new Error(stdout + stderr, { cause: error }));
      },
    );
  });
}
