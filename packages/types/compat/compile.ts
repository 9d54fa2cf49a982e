import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The compiler of the other packages: it needs a tenth of the time of the one that generates. */
const tsc = join(import.meta.dirname, "../../../node_modules/.bin/tsc");

const strict = {
  target: "es2022",
  module: "nodenext",
  lib: ["es2023"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Puts a consumer into a folder of its own, where `@hotspot-session/types` has these types. */
export async function install(folder: string, consumer: string, types: string): Promise<void> {
  const installed = join(folder, "node_modules/@hotspot-session/types");
  await mkdir(installed, { recursive: true });
  const manifest = { name: "@hotspot-session/types", type: "module", types: "./index.d.ts" };
  await writeFile(join(installed, "package.json"), JSON.stringify(manifest));
  await writeFile(join(installed, "index.d.ts"), types);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "consumer.ts"), consumer);
}

/** What the compiler says of the consumer in each of these folders: the line of source, and what is wrong. */
export async function compile(
  root: string,
  folders: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const files = folders.map((folder) => `${folder}/consumer.ts`);
  const project = { compilerOptions: strict, files };
  await writeFile(join(root, "tsconfig.json"), JSON.stringify(project));
  const { stdout, error } = spawnSync(tsc, ["--project", ".", "--pretty", "false"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: Infinity,
  });
  if (error !== undefined) throw error;
  const isElsewhere = (line: string) =>
    / ?error TS/.test(line) && !files.some((file) => line.startsWith(`${file}(`));
  const elsewhere = stdout.split("\n").find(isElsewhere);
  if (elsewhere !== undefined) throw new Error(elsewhere);
  const complaints = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error \w+: (.*(?:\n .*)*)/gm)];
  return Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(join(root, file), "utf8")).split("\n");
      return complaints
        .filter(([, path]) => path === file)
        .map(([, , line, says]) => {
          const source = lines[Number(line) - 1]?.trim();
          return `${line}: ${source} // ${says?.replace(/\s+/g, " ")}`;
        });
    }),
  );
}
