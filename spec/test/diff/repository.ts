import { execFile, execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { contractDiff, type Result } from "../../diff/command.ts";
import { contractFile, headerOf, releasedFile } from "../../diff/base.ts";

const spec = fileURLToPath(new URL("../..", import.meta.url));
const packages = {
  spec: "spec",
  "packages/types": "types",
  "packages/mock": "mock",
  "packages/client": "client",
};

/** A temporary repository with the real contract, for tests to change and the commands to read. */
export class Repository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Repository> {
    const repository = new Repository(await mkdtemp(join(tmpdir(), "hotspot-diff-")));
    await repository.write(contractFile, await readFile(join(spec, "openapi.yaml"), "utf8"));
    await repository.write(".changeset/README.md", "How to write changesets.\n");
    await repository.write(".changeset/config.json", "{}");
    await repository.version("0.0.0");
    return repository;
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), "utf8");
  }

  /** Changes the contract. */
  async edit(from: string, to: string): Promise<void> {
    const text = await this.read("spec/openapi.yaml");
    if (!text.includes(from)) throw new Error(`the contract has no ${from}`);
    await this.write("spec/openapi.yaml", text.replace(from, to));
  }

  /** Gives all packages a version, as `changeset version` does. */
  async version(version: string): Promise<void> {
    for (const [folder, name] of Object.entries(packages)) {
      const manifest = { name: `@hotspot-session/${name}`, version, type: "module" };
      await this.write(`${folder}/package.json`, JSON.stringify(manifest));
    }
  }

  /** Leaves what a release of the contract as it stands leaves. */
  async release(version: string): Promise<void> {
    await this.version(version);
    await this.write(releasedFile, headerOf(version) + (await this.read(contractFile)));
  }

  async changeset(bumps: Readonly<Record<string, string>>, summary: string): Promise<void> {
    const lines = Object.entries(bumps).map(
      ([name, bump]) => `"@hotspot-session/${name}": ${bump}`,
    );
    await this.write(".changeset/one.md", `---\n${lines.join("\n")}\n---\n\n${summary}\n`);
  }

  commit(): void {
    const as = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-C", this.folder, ...as, ...args], { stdio: "pipe" });
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "The contract");
  }

  diff(...args: readonly string[]): Promise<Result> {
    return contractDiff(args, this.folder);
  }

  /** Runs a file of spec/diff as a process. */
  run(file: string, ...args: readonly string[]) {
    return new Promise((resolve) => {
      const where = { cwd: this.folder };
      execFile(
        process.execPath,
        [join(spec, "diff", file), ...args],
        where,
        (error, stdout, stderr) => {
          resolve({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
        },
      );
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
