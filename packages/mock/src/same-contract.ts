import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { contract } from "./contract.ts";

/** Thrown where a mock would answer another contract than the one that the project compiles against. */
export class ContractMismatchError extends Error {
  override readonly name = "ContractMismatchError";
}

/** Types that were found, and the contract that they were generated from. */
interface Types {
  /** As the project comes to them: by themselves, or by its client. */
  readonly by: string;
  readonly version: string;
  readonly contractHash: string;
}

/**
 * The hash of the contract here, made as the generator of the types makes its stamp: of the
 * contract as compact JSON.
 */
export const contractHash = `sha256:${createHash("sha256").update(JSON.stringify(contract)).digest("hex")}`;

/**
 * Compares the contract here with the stamp in the generated types that the project in a folder
 * compiles against: `@hotspot-session/types`, and those of its `@hotspot-session/client`. They are
 * looked for there, and not among the dependencies of the mock, which always fit the mock. A project
 * without any is right with every contract.
 *
 * @throws ContractMismatchError that says which versions to align, and how
 */
export function expectSameContract(folder = process.cwd()): void {
  const other = typesOf(folder).find((types) => types.contractHash !== contractHash);
  if (other !== undefined) throw new ContractMismatchError(describe(other));
}

function typesOf(folder: string): readonly Types[] {
  const project = join(folder, "package.json");
  const client = resolve(project, "@hotspot-session/client/package.json");
  return [
    ...typesFrom(project, "of this project"),
    ...(client === undefined ? [] : typesFrom(client, "of its @hotspot-session/client")),
  ];
}

function typesFrom(importer: string, by: string): readonly Types[] {
  const manifest = resolve(importer, "@hotspot-session/types/package.json");
  const stamp = resolve(importer, "@hotspot-session/types/contract-hash");
  if (manifest === undefined || stamp === undefined) return [];
  const load = createRequire(importer);
  return [
    {
      by,
      version: String(load(manifest).version),
      contractHash: String(load(stamp).contractHash),
    },
  ];
}

/** Where a module is that a file would get by that name; `undefined` where it would get none. */
function resolve(importer: string, name: string): string | undefined {
  try {
    return createRequire(importer).resolve(name);
  } catch {
    return undefined;
  }
}

function describe({ by, version, contractHash: theirs }: Types): string {
  const own: unknown = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  ).version;
  const remedy =
    version === own
      ? "The versions are the same, so one of the two is not as it was released: install both anew, or, " +
        "in the repository of the API, run `pnpm generate` and `pnpm build`."
      : `Install the mock of the types' version: npm install --save-dev @hotspot-session/mock@${version}`;
  return [
    "The mock has another contract than the one that this project compiles against:",
    `  @hotspot-session/mock ${String(own)} has ${contractHash}`,
    `  @hotspot-session/types ${version} ${by} has ${theirs}`,
    remedy,
  ].join("\n");
}
