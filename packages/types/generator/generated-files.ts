import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";

import { bounds } from "./bounds.ts";
import { operationTable } from "./operation-table.ts";
import { servers } from "./servers.ts";

/** Where the contract is, and so what everything below follows from. */
const contractFile = fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json"));

const header = (hash: string) => `\
// Generated from spec/openapi.yaml by \`pnpm generate\`. Do not edit: change the contract and generate again.
// contract ${hash}

`;

/**
 * The generated files of this package, by their name in `src`.
 *
 * The hash is the SHA-256 of the contract as compact JSON, so a comment or a line break in the YAML
 * does not change it and anything that a reader of the contract could see does.
 */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const contract = JSON.parse(await readFile(contractFile, "utf8"));
  const hash = `sha256:${createHash("sha256").update(JSON.stringify(contract)).digest("hex")}`;
  return new Map([
    ["openapi.gen.ts", header(hash) + (await typesOf(contract))],
    [
      "contract-hash.gen.ts",
      `${header(hash)}/** The contract that these types were generated from. */\nexport const contractHash = "${hash}";\n`,
    ],
    ["operation-table.gen.ts", header(hash) + operationTable(contract)],
    ["servers.gen.ts", header(hash) + servers(contract)],
    ["bounds.gen.ts", header(hash) + bounds(contract)],
  ]);
}

/** The types of all that a contract describes, as the source of a module. */
export async function typesOf(contract: object): Promise<string> {
  const options = { rootTypes: true, rootTypesNoSchemaPrefix: true };
  return astToString(await openapiTS(JSON.stringify(contract), options));
}
