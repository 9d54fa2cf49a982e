import { copyFile, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { blockOf } from "./guide.ts";
import { once, run, virtualEnvironment } from "./sdks.ts";

const guide = "generated-clients.mdx";
const { resolve } = createRequire(import.meta.url);
const slow = { timeout: 900_000 };

type Program = readonly [program: string, ...args: string[]];

/** A client that Redocly CLI generates, by what the guide's program in its language needs. */
export interface GeneratedClient {
  readonly name: string;
  readonly needs: readonly string[];
  /** Builds the guide's program in a folder that has the generated clients. */
  readonly build: (folder: string) => Promise<Program>;
}

export const generatedClients: readonly GeneratedClient[] = [
  {
    name: "Python",
    needs: ["python3"],
    async build(folder) {
      const found = await once("httpx 0.28.1", ["python3"], async (installed) =>
        virtualEnvironment(installed, "httpx==0.28.1"),
      );
      if ("missing" in found) throw new Error(`${found.missing} is missing`);
      const file = join(folder, "generated.py");
      await writeFile(file, await blockOf(guide, "python"));
      return [found.installed, file];
    },
  },
  {
    name: "Go",
    needs: ["go"],
    async build(folder) {
      await writeFile(join(folder, "go.mod"), "module example.com/hotspot\n\ngo 1.21\n");
      await writeFile(join(folder, "main.go"), await blockOf(guide, "go"));
      await run("go", ["build", "-p", "1", "-o", "generated", "."], { ...slow, cwd: folder });
      return [join(folder, "generated")];
    },
  },
  {
    name: "Java",
    needs: ["javac", "java"],
    async build(folder) {
      const file = join(folder, "Generated.java");
      await writeFile(file, await blockOf(guide, "java"));
      const classes = join(folder, "classes");
      await run("javac", ["-d", classes, join(folder, "client/Client.java"), file], slow);
      return ["java", "-cp", classes, "Generated"];
    },
  },
  {
    name: "PHP",
    needs: ["php"],
    async build(folder) {
      const file = join(folder, "generated.php");
      await writeFile(file, await blockOf(guide, "php"));
      return ["php", file];
    },
  },
];

/** The version of Redocly CLI that the guide names, which must be the one that is installed. */
export const redocly: { readonly version: string } = JSON.parse(
  await readFile(resolve("@redocly/cli/package.json"), "utf8"),
);

/** Generates the clients in a folder, as the guide says. */
export async function generateClients(folder: string): Promise<void> {
  const command = await blockOf(guide, "sh generate");
  const called = `npx -y @redocly/cli@${redocly.version} `;
  if (!command.startsWith(called)) throw new Error(`the guide must begin with ${called}`);
  await copyFile(resolve("@hotspot-session/spec/openapi.yaml"), join(folder, "openapi.yaml"));
  const program = fileURLToPath(new URL("../node_modules/.bin/redocly", import.meta.url));
  await run("sh", ["-ec", command.replace(called, `${program} `)], {
    cwd: folder,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
}
