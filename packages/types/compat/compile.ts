import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import ts from "typescript";

const strict: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ["lib.es2023.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/** A program of users, beside types that were installed for it. */
export interface Installation {
  readonly folder: string;
  readonly types: string;
}

/** Puts the consumer into a folder of its own, where `@hotspot-session/types` has these types. */
export async function install({ folder, types }: Installation, consumer: string): Promise<string> {
  const installed = join(folder, "node_modules/@hotspot-session/types");
  await mkdir(installed, { recursive: true });
  const manifest = { name: "@hotspot-session/types", type: "module", types: "./index.d.ts" };
  await writeFile(join(installed, "package.json"), JSON.stringify(manifest));
  await writeFile(join(installed, "index.d.ts"), types);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const file = join(folder, "consumer.ts");
  await writeFile(file, consumer);
  return file;
}

/** What the compiler says of each of these files: the line of source, and what is wrong with it. */
export function compile(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const program = ts.createProgram({ rootNames: files, options: strict });
  return new Map(
    files.map((file) => {
      const source = program.getSourceFile(file);
      const lines = readFileSync(file, "utf8").split("\n");
      const found = [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ];
      const texts = found.map(({ start, messageText }) => {
        const { line } = source?.getLineAndCharacterOfPosition(start ?? 0) ?? { line: 0 };
        const says = ts.flattenDiagnosticMessageText(messageText, " ");
        return `${line + 1}: ${lines[line]?.trim() ?? ""} // ${says}`;
      });
      return [file, texts] as const;
    }),
  );
}
