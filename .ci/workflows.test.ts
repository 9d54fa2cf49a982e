import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { packageFolders } from "./sources.ts";

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly { readonly run?: string }[];
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
  Object.entries(workflow.jobs).map(([name, job]) => ({
    id: `${file.replace(/^.*\/|\.yml$/g, "")}/${name}`,
    job,
    permissions: job.permissions ?? workflow.permissions,
    commands: job.steps.flatMap(({ run }) => run ?? []),
  })),
);

describe("the workflows", () => {
  it("use actions of GitHub's own, each pinned by one hash, with its version beside it", () => {
    const versions = new Map<string, string>();
    for (const [line] of workflows.flatMap(({ text }) => [...text.matchAll(/uses:.*/g)])) {
      const [, action = "", pin = ""] =
        /^uses: (actions\/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(line) ?? [];
      expect(pin, `${line} is not \`actions/action@hash # v1.2.3\``).not.toBe("");
      expect(pin, action).toBe(versions.get(action) ?? pin);
      versions.set(action, pin);
    }
    expect(versions.keys()).toContain("actions/checkout");
  });

  it("run no code of others, and install nothing, where they may write", () => {
    const writing = jobs.filter(({ permissions = { all: "write" } }) =>
      Object.values(permissions).includes("write"),
    );
    expect(writing.map(({ id }) => id)).toContain("release/publish");
    for (const { id, commands } of writing) {
      expect(commands.join("\n"), id).not.toMatch(/npx|pnpm|npm i/);
    }
  });

  it("hold no secret, and put nothing from a pull request into a command or a trusted run", () => {
    for (const { file, text, workflow } of workflows) {
      expect(text, file).not.toMatch(/secrets\.|_TOKEN|PASSWORD/);
      expect(Object.keys(workflow.on), file).not.toContain("pull_request_target");
    }
    for (const { id, commands } of jobs) expect(commands.join("\n"), id).not.toContain("${{");
  });

  it("have a time limit for each job", () => {
    for (const { id, job } of jobs) expect(job["timeout-minutes"], id).toBeLessThanOrEqual(30);
  });

  it("run only scripts of this repository, by the pnpm that it is developed with", () => {
    const { packageManager }: { packageManager: string } = JSON.parse(read("package.json"));
    for (const command of jobs.flatMap(({ commands }) => commands)) {
      const [, manager, script = ""] = /^npx -y (\S+) ([\w:]+)$/.exec(command) ?? [];
      const [, program = "nowhere"] = /^(?:node )?(\.ci\/[\w/.-]+)$/.exec(command) ?? [];
      const known = manager === packageManager && script in scripts;
      expect(known || existsSync(pathOf(program)), command).toBe(true);
    }
  });
});

describe("the scripts", () => {
  it("switch off the telemetry of their tools", async () => {
    const manifests = ["", ...(await packageFolders(pathOf("")))]
      .map((folder) => `${folder}/package.json`.replace(/^\//, ""))
      .filter((file) => existsSync(pathOf(file)));
    const commands = manifests.flatMap((file) => {
      const { scripts: found = {} }: { scripts?: Record<string, string> } = JSON.parse(read(file));
      return Object.values(found);
    });
    const redocly = commands.filter((command) => /\bredocly \w/.test(command));
    const turbo = [...commands, read(".ci/dev")].filter((command) =>
      /\bturbo (run|watch)/.test(command),
    );
    expect([redocly, turbo]).not.toContainEqual([]);
    for (const command of turbo) expect(command).toContain("TURBO_TELEMETRY_DISABLED=1");
    for (const command of redocly) expect(command).toContain("REDOCLY_TELEMETRY=off");
    expect(read(".ci/steps.ts")).toContain('TURBO_TELEMETRY_DISABLED: "1"');
  });
});

describe("the workspace", () => {
  it("installs for the Node that runs its scripts", () => {
    const workspace: { nodeVersion: string; catalog: Record<string, string> } = parse(
      read("pnpm-workspace.yaml"),
    );
    expect(workspace.nodeVersion).toBe(workspace.catalog["node"]);
  });

  it("gives the contract the version of its package", () => {
    const { version }: { version: string } = JSON.parse(read("spec/package.json"));
    const { info }: { info: { version: string } } = parse(read("spec/openapi.yaml"));
    // The first release is 1.0.0, and the contract says so already.
    expect(info.version).toBe(version === "0.0.0" ? "1.0.0" : version);
  });
});
