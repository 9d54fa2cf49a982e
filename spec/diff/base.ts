import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { CannotCompare } from "./cannot-compare.ts";
import { type OpenApiDocument, parseOpenApi } from "./document.ts";
import { versionOf } from "./packages.ts";

/** From the root of the repository. */
export const contractFile = "spec/openapi.yaml";
export const releasedFile = "spec/released/openapi.yaml";

/** What the contract is compared with, and what that is called. */
export interface Base {
  readonly name: string;
  readonly document: OpenApiDocument;
}

const unreleased = "0.0.0";
const header = /^# The contract as released in (\S+)\./;

/** The first line of the released contract. */
export const headerOf = (version: string) =>
  `# The contract as released in ${version}. Written by \`pnpm contract:release\`; never edited.\n`;

/**
 * The last released contract; `undefined` before the first release.
 *
 * @throws CannotCompare if it is not the one of the version that the package has
 */
export async function lastRelease(root: string): Promise<Base | undefined> {
  const version = await versionOf(root, "spec");
  const text = await textOf(join(root, releasedFile));
  if (text === undefined && version === unreleased) return undefined;
  const kept = header.exec(text ?? "")?.[1];
  if (text === undefined || kept !== version) {
    throw new CannotCompare(
      `${releasedFile}: holds the contract of ${kept ?? "no release"}, but spec/package.json has the version ${version}. The release step keeps it: run \`pnpm contract:release\` after \`changeset version\`, on the contract that is released.`,
    );
  }
  return { name: `the release ${version}`, document: parseOpenApi(releasedFile, text) };
}

/**
 * The contract as a git revision has it.
 *
 * @throws CannotCompare if git knows no such revision, or it has no contract
 */
export async function atRevision(root: string, revision: string): Promise<Base> {
  const git = async (...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)("git", ["-C", root, ...args], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  };
  const commit = await git(
    "rev-parse",
    "--verify",
    "--end-of-options",
    `${revision}^{commit}`,
  ).catch((error: unknown) => {
    throw new CannotCompare(
      `${revision}: git knows no such revision here. Name a commit, a branch or a tag; a shallow clone gets the others by \`git fetch --unshallow --tags\`.`,
      { cause: error },
    );
  });
  const name = `${revision} (${commit.slice(0, 8)})`;
  const text = await git("show", `${commit.trim()}:./${contractFile}`).catch((error: unknown) => {
    throw new CannotCompare(`${revision}: has no ${contractFile}. Name a later revision.`, {
      cause: error,
    });
  });
  return { name, document: parseOpenApi(`${revision}:${contractFile}`, text) };
}

/** The contract as it stands. */
export async function currentContract(root: string): Promise<OpenApiDocument> {
  const text = await textOf(join(root, contractFile));
  if (text === undefined)
    throw new CannotCompare(`${contractFile}: is not there. Run it at the root of the repository.`);
  return parseOpenApi(contractFile, text);
}

function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
}
