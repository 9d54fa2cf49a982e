import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { type OpenApiDocument, parseOpenApi } from "./document.ts";

/** From the root of the repository. */
export const contractFile = "spec/openapi.yaml";
export const releasedFile = "spec/released/openapi.yaml";

/** The version of a package that was never released. */
export const unreleased = "0.0.0";

/** What the contract is compared with. */
export interface Base {
  readonly name: string;
  readonly document: OpenApiDocument;
  /** What a file of the repository held then; `undefined` where it did not exist. */
  readonly textOf: (file: string) => Promise<string | undefined> | undefined;
}

const header = /^# The contract as released in (\S+)\./;

export const headerOf = (version: string) =>
  `# The contract as released in ${version}. Written by \`pnpm contract:release\`; never edited.\n`;

/**
 * The last released contract; `undefined` before the first release.
 *
 * @throws Error if it is not the one of the version that the package has
 */
export function lastRelease(root: string): Base | undefined {
  const { version } = packageIn(root, "spec");
  const text = read(join(root, releasedFile));
  if (text === undefined && version === unreleased) return undefined;
  const kept = header.exec(text ?? "")?.[1];
  if (text === undefined || kept !== version) {
    throw new Error(
      `${releasedFile}: holds the contract of ${kept ?? "no release"}, but spec/package.json has the version ${version}. The release step writes it: run \`pnpm contract:release\` after \`changeset version\`, on the contract that is released.`,
    );
  }
  // A release consumes all changesets: every one that exists is newer.
  const textOf = () => undefined;
  return { name: `the release ${version}`, document: parseOpenApi(releasedFile, text), textOf };
}

/**
 * The contract as a git revision has it.
 *
 * @throws Error if git has no such revision, or it has no contract
 */
export async function atRevision(root: string, revision: string): Promise<Base> {
  const git = async (...args: readonly string[]) => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    return (await promisify(execFile)("git", ["-C", root, ...args], options)).stdout;
  };
  const words = ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`];
  const commit = await git(...words).catch((error: unknown) => {
    throw new Error(
      `${revision}: git has no such revision here. Name a commit, a branch or a tag; a shallow clone gets the others by \`git fetch --unshallow --tags\`.`,
      { cause: error },
    );
  });
  const textOf = (file: string) => git("show", `${commit.trim()}:./${file}`).catch(() => undefined);
  const text = await textOf(contractFile);
  if (text === undefined)
    throw new Error(`${revision}: has no ${contractFile}. Name a later revision.`);
  const document = parseOpenApi(`${revision}:${contractFile}`, text);
  return { name: `${revision} (${commit.slice(0, 8)})`, document, textOf };
}

/** @throws Error where there is no contract, or it is no OpenAPI document */
export function currentContract(root: string): OpenApiDocument {
  const text = read(join(root, contractFile));
  if (text === undefined)
    throw new Error(`${contractFile}: does not exist. Run this at the root of the repository.`);
  return parseOpenApi(contractFile, text);
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

/** The name of a folder's package, and its version, released last. @throws Error where it lacks one */
export function packageIn(root: string, folder: string) {
  const manifest: unknown = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const { name, version }: { readonly name?: unknown; readonly version?: unknown } =
    Object(manifest);
  if (typeof name === "string" && typeof version === "string") return { name, version };
  throw new Error(`${folder}/package.json: has no name or no version`);
}
