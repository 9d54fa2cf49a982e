import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { contract } from "./contract.ts";

/** Thrown where the mock has another contract than the one that the project compiles against. */
export class ContractMismatchError extends Error {
  override readonly name = "ContractMismatchError";
}

const load = createRequire(import.meta.url);

/** The version of this package. */
export const ownVersion = String(load("@hotspot-session/mock/package.json").version);

/** Types that were found, and the contract that they were generated from. */
interface Types {
  /** How the project depends on them: directly, or through its client. */
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
 * compiles against: `@hotspot-session/types`, and those of its `@hotspot-session/client`. A project
 * without any matches every contract.
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
  return [
    {
      by,
      version: String(JSON.parse(readFileSync(manifest, "utf8")).version),
      // Read and not loaded: as an ES module it could not be, on Node 20 and in Jest.
      contractHash: /sha256:[0-9a-f]{64}/.exec(readFileSync(stamp, "utf8"))?.[0] ?? "no hash",
    },
  ];
}

/** The path of the module that a file gets by that name; `undefined` where there is none. */
function resolve(importer: string, name: string): string | undefined {
  try {
    return createRequire(importer).resolve(name);
  } catch {
    return undefined;
  }
}

function describe({ by, version, contractHash: theirs }: Types): string {
  const remedy =
    version === ownVersion
      ? "The versions are the same, so one of the two is not as it was released: reinstall both, or, " +
        "in the repository of the API, run `pnpm generate` and `pnpm build`."
      : `Install the mock of the types' version: npm install --save-dev @hotspot-session/mock@${version}`;
  return [
    "The mock has another contract than the one that this project compiles against:",
    `  @hotspot-session/mock ${ownVersion} has ${contractHash}`,
    `  @hotspot-session/types ${version} ${by} has ${theirs}`,
    remedy,
  ].join("\n");
}
