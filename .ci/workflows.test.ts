import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { manifestOf, packageFolders } from "./sources.ts";

interface Step {
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const read = (file: string) => readFileSync(pathOf(file), "utf8");
const files = readdirSync(pathOf(".github/workflows")).map((name) => `.github/workflows/${name}`);
const scripts: Readonly<Record<string, string>> = JSON.parse(read("package.json")).scripts;

const workflows = files.map((file) => {
  const workflow: Workflow = parse(read(file));
  return { file, text: read(file), workflow };
});
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => {
    const id = `${file.replace(/^.*\/|\.yml$/g, "")}/${name}`;
    return { id, job, permissions: job.permissions ?? workflow.permissions };
  }),
);

describe("the workflows", () => {
  it("use actions of GitHub's own, each pinned by its hash, with the version beside it, the same everywhere", () => {
    const lines = workflows.flatMap(({ text }) =>
      text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line)),
    );
    expect(lines.length).toBeGreaterThan(0);
    const versions = new Map<string, string>();
    for (const line of lines) {
      const [, action = "", pin = ""] =
        /uses: (actions\/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(line) ?? [];
      expect(pin, `${line.trim()} is no \`actions/action@hash # v1.2.3\``).not.toBe("");
      expect(pin, action).toBe(versions.get(action) ?? pin);
      versions.set(action, pin);
    }
  });

  it("give each job what it needs and no more", () => {
    const reads = { contents: "read" };
    expect(Object.fromEntries(jobs.map(({ id, permissions }) => [id, permissions]))).toEqual({
      "ci/test": reads,
      "ci/release": reads,
      "release/build": reads,
      "release/publish": { ...reads, "id-token": "write" },
      "release/tag": { contents: "write" },
      "release/docs": { pages: "write", "id-token": "write" },
    });
  });

  it("leave credentials of the repository to the one job that pushes", () => {
    for (const { id, job } of jobs) {
      for (const step of job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
        const keeps = step.with?.["persist-credentials"] !== false;
        expect(keeps, id).toBe(id === "release/tag");
      }
    }
  });

  it("run nothing of others, and install nothing, where they may write", () => {
    for (const { id, job, permissions } of jobs) {
      if (!Object.values(permissions ?? {}).includes("write")) continue;
      const commands = job.steps.flatMap(({ run }) => run ?? []);
      expect(commands.join("\n"), id).not.toMatch(/npx|pnpm|npm i/);
    }
  });

  it("hold no secret, and take nothing from a pull request into a command or a trusted run", () => {
    for (const { file, text, workflow } of workflows) {
      expect(text, file).not.toMatch(/secrets\.|_TOKEN|PASSWORD/);
      expect(Object.keys(workflow.on), file).not.toContain("pull_request_target");
    }
    for (const { id, job } of jobs) {
      for (const { run } of job.steps) expect(run ?? "", id).not.toContain("${{");
    }
  });

  it("name each step, and end what hangs", () => {
    for (const { id, job } of jobs) {
      expect(job["timeout-minutes"], id).toBeLessThanOrEqual(30);
      for (const step of job.steps) expect(step.name, id).toMatch(/^[A-Z]/);
    }
  });

  it("do nothing but what a script of this repository does", () => {
    const commands = jobs.flatMap(({ job }) => job.steps.flatMap(({ run }) => run ?? []));
    expect(commands).toContain(".ci/run");
    const { packageManager }: { packageManager: string } = JSON.parse(read("package.json"));
    // The very pnpm that the house is developed with builds what is published.
    const pinned = new RegExp(`^npx --yes ${packageManager.replaceAll(".", "\\.")} ([\\w:]+)$`);
    for (const command of commands) {
      const [, script = ""] = pinned.exec(command) ?? [];
      const [, program = "nowhere"] = /^(?:node )?(\.ci\/[\w/.-]+)$/.exec(command) ?? [];
      expect(script in scripts || existsSync(pathOf(program)), command).toBe(true);
    }
    expect(() => accessSync(pathOf(".ci/run"), constants.X_OK)).not.toThrow();
    expect(read(".ci/run")).toContain("\nnpx --yes pnpm@12 test\n");
  });
});

describe("the scripts", () => {
  it("leave no package half released where changesets finds no formatter", () => {
    const { format }: { format: unknown } = JSON.parse(read(".changeset/config.json"));
    expect(format).toBe(false);
    expect(scripts["release:version"]).toContain("oxfmt '**/CHANGELOG.md'");
  });

  it("make the types anew once the contract has the version of its release", () => {
    const steps = scripts["release:version"]?.split(" && ").map((step) => step.split(" ", 2)[1]);
    expect(steps?.slice(0, 3)).toEqual(["version", "spec/diff/release.ts", ".ci/steps.ts"]);
    expect(scripts["generate"]).toBe(scripts["release:version"]?.split(" && ")[2]);
  });

  it("switch off what their tools would report", async () => {
    const folders = ["", ...(await packageFolders(pathOf("")))];
    const commands = folders.flatMap((folder) => {
      const file = `${folder}/package.json`.replace(/^\//, "");
      if (!existsSync(pathOf(file))) return [];
      const manifest: { scripts?: Record<string, string> } = JSON.parse(read(file));
      return Object.values(manifest.scripts ?? {});
    });
    const turbo = commands.filter((command) => /\bturbo (run|watch)/.test(command));
    const redocly = commands.filter((command) => /\bredocly \w/.test(command));
    expect(turbo).not.toEqual([]);
    expect(redocly).not.toEqual([]);
    for (const command of turbo) expect(command).toContain("TURBO_TELEMETRY_DISABLED=1");
    for (const command of redocly) expect(command).toContain("REDOCLY_TELEMETRY=off");
    expect(read(".ci/steps.ts")).toContain('TURBO_TELEMETRY_DISABLED: "1"');
  });
});

describe("the workspace", () => {
  it("has one Node: that which runs the scripts counts for what may be installed", () => {
    const workspace: { nodeVersion: string; catalog: Record<string, string> } = parse(
      read("pnpm-workspace.yaml"),
    );
    expect(workspace.nodeVersion).toBe(workspace.catalog["node"]);
  });

  it("releases the contract, its types and its mock as one, and says how a release is made", async () => {
    const config: { fixed: readonly (readonly string[])[] } = JSON.parse(
      read(".changeset/config.json"),
    );
    const [together = []] = config.fixed;
    expect(together.toSorted()).toEqual([
      "@hotspot-session/mock",
      "@hotspot-session/spec",
      "@hotspot-session/types",
    ]);
    const manifests = await Promise.all(
      (await packageFolders(pathOf(""))).map((folder) => manifestOf(pathOf(""), folder)),
    );
    const names = manifests.flatMap((manifest) => manifest?.name ?? []);
    expect(names).toEqual(expect.arrayContaining([...together]));
  });

  it("calls the contract by the version that its package has", () => {
    const { version }: { version: string } = JSON.parse(read("spec/package.json"));
    const { info }: { info: { version: string } } = parse(read("spec/openapi.yaml"));
    // The first release is 1.0.0, and the contract says so already.
    expect(info.version).toBe(version === "0.0.0" ? "1.0.0" : version);
  });
});
