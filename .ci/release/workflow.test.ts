import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string | { readonly name: string };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const file = new URL("../../.github/workflows/release.yml", import.meta.url);
const { on, jobs }: Workflow = parse(readFileSync(file, "utf8"));

/** What a step does; of an action, its name without its version. */
const deedOf = ({ run, uses }: Step) => run ?? uses?.replace(/@.*/, "");
const using = (job: string, action: string) =>
  jobs[job]?.steps.filter((step) => deedOf(step) === action).map((step) => step.with);

const checkOut = "actions/checkout";
const setUp = "actions/setup-node";

describe("the release workflow", () => {
  it("begins where a commit on main changes a changelog, and in no other way", () => {
    expect(on).toEqual({ push: { branches: ["main"], paths: ["**/CHANGELOG.md"] } });
  });

  it("publishes what has passed on main, and tags and documents what is published", () => {
    const conditions = Object.entries(jobs).map(([name, { needs, if: only, environment }]) => [
      name,
      { needs, only, environment: Object(environment).name ?? environment },
    ]);
    expect(Object.fromEntries(conditions)).toEqual({
      build: { only: "github.ref == 'refs/heads/main'" },
      publish: { needs: "build", environment: "npm" },
      tag: { needs: "publish" },
      docs: { needs: "publish", environment: "github-pages" },
    });
  });

  it("sees that there is a release, and tests it, before it packs it", () => {
    const steps = Object.entries(jobs).map(([name, job]) => [name, job.steps.map(deedOf)]);
    expect(Object.fromEntries(steps)).toEqual({
      build: [
        checkOut,
        setUp,
        "node .ci/release/ready.ts",
        expect.stringMatching(/^npx --yes pnpm@\S+ test$/),
        "node .ci/release/origin.ts",
        expect.stringMatching(/^npx --yes pnpm@\S+ release:check$/),
        "actions/upload-artifact",
        expect.stringMatching(/^npx --yes pnpm@\S+ build$/),
        "actions/upload-pages-artifact",
      ],
      publish: [checkOut, setUp, "actions/download-artifact", "node .ci/release/publish.ts"],
      tag: [checkOut, setUp, "actions/download-artifact", "node .ci/release/tag.ts"],
      docs: ["actions/deploy-pages"],
    });
  });

  it("lets no step be left out, and none fail in silence", () => {
    const keys = Object.values(jobs).flatMap((job) => [job, ...job.steps].flatMap(Object.keys));
    expect(keys).not.toContain("continue-on-error");
    const steps = Object.values(jobs).flatMap((job) => job.steps.flatMap(Object.keys));
    expect(steps).not.toContain("if");
  });

  it("publishes and tags the packages that were packed", () => {
    // The folder is a hidden one.
    expect(using("build", "actions/upload-artifact")).toEqual([
      {
        name: "packages",
        path: ".release/*.tgz",
        "include-hidden-files": true,
        "if-no-files-found": "error",
      },
    ]);
    for (const job of ["publish", "tag"]) {
      const taken = [{ name: "packages", path: ".release" }];
      expect(using(job, "actions/download-artifact"), job).toEqual(taken);
    }
    expect(using("build", "actions/upload-pages-artifact")).toEqual([{ path: "apps/docs/dist" }]);
  });
});
