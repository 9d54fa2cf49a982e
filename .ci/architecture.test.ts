import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { violations } from "./architecture.ts";

type Files = Readonly<Record<string, string>>;

const manifest = (name: string, fields: object = {}) =>
  JSON.stringify({ name: `@hotspot-session/${name}`, ...fields });

/** A repository that keeps the rules. */
const sound: Files = {
  "README.md": "",
  ".gitignore": "",
  "package.json": JSON.stringify({
    name: "root",
    devDependencies: { vitest: "catalog:", "@hotspot-session/cli": "link:apps/cli" },
  }),
  "spec/package.json": manifest("spec", { devDependencies: { ajv: "catalog:" } }),
  "spec/rules/plugin.ts": 'import { Ajv } from "ajv";\nexport const ajv = new Ajv();',
  "packages/types/package.json": manifest("types", {
    devDependencies: { "@hotspot-session/spec": "workspace:*", "openapi-typescript": "catalog:x" },
  }),
  "packages/types/generator/generate.ts":
    'import "openapi-typescript";\nimport.meta.resolve("@hotspot-session/spec/openapi.json");',
  "packages/client/package.json": manifest("client", {
    dependencies: { "@hotspot-session/types": "workspace:*", "openapi-fetch": "catalog:" },
    devDependencies: { "@hotspot-session/mock": "workspace:*" },
  }),
  "packages/client/src/client.ts":
    'import create from "openapi-fetch";\nexport type { X } from "@hotspot-session/types";\nimport "node:fs";\nimport "./errors.ts";\nexport { create };',
  "packages/client/src/client.test.ts": 'import { startMock } from "@hotspot-session/mock";',
  "packages/mock/package.json": manifest("mock", {
    devDependencies: {
      "@hotspot-session/spec": "workspace:*",
      "@stoplight/prism-http": "catalog:",
    },
  }),
  "packages/mock/src/mock.ts": 'import "@stoplight/prism-http/dist/index.js";',
  "packages/mock/node_modules/x/utils.ts": 'import "anything";',
  "apps/cli/package.json": manifest("cli", {
    dependencies: { "@hotspot-session/client": "workspace:*" },
    devDependencies: { "@hotspot-session/service": "workspace:*" },
  }),
  "apps/cli/test/cli.test.ts":
    'import "@hotspot-session/service";\nimport "../src/main.ts";\nimport "../../../.ci/tooling/x.ts";',
  "apps/service/package.json": manifest("service"),
  "apps/service/src/main.ts": 'new URL("../migrations/", import.meta.url);',
};

/** The violations in that repository after these files were written over it. */
async function found(changes: Files): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), "hotspot-architecture-"));
  try {
    for (const [path, text] of Object.entries({ ...sound, ...changes })) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await violations(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

describe("this repository", () => {
  it("keeps the rules", async () => {
    const lines = await violations(fileURLToPath(new URL("..", import.meta.url)));
    expect(lines, `\n${lines.join("\n")}\n`).toEqual([]);
  });
});

describe("the architecture test", () => {
  it("accepts a repository that keeps the rules", async () => {
    expect(await found({})).toEqual([]);
  });

  const client = "packages/client/src/more.ts";

  it.each([
    ["import", 'import "@hotspot-session/mock";'],
    ["import type", 'import type { Mock } from "@hotspot-session/mock";'],
    ["export from", 'export { startMock } from "@hotspot-session/mock";'],
    ["export * from", 'export * from "@hotspot-session/mock/deep";'],
    ["import()", 'await import("@hotspot-session/mock");'],
    ["import() of a template", "await import(`@hotspot-session/mock`);"],
    ["import() of a template with a part", "await import(`@hotspot-session/mock/${part}`);"],
    ["import() of a type", 'export type Mock = import("@hotspot-session/mock").Mock;'],
    ["import.meta.resolve", 'import.meta.resolve("@hotspot-session/mock");'],
    ["require", 'require("@hotspot-session/mock");'],
    ["require.resolve", 'require.resolve("@hotspot-session/mock");'],
    ["createRequire", 'createRequire(import.meta.url)("@hotspot-session/mock");'],
    ["import = require", 'import mock = require("@hotspot-session/mock");\nexport { mock };'],
  ])("sees %s", async (_form, line) => {
    expect(await found({ [client]: `// why\n${line}` })).toEqual([
      expect.stringMatching(
        /^packages\/client\/src\/more\.ts:2 imports "@hotspot-session\/mock(\/\w*)?": packages\/client may import @hotspot-session\/types, @hotspot-session\/signature\. \S/,
      ),
    ]);
  });

  it.each([
    ["an app that imports an app", "apps/cli/src/main.ts", "@hotspot-session/service"],
    ["a spec that imports another package", "spec/test/a.test.ts", "@hotspot-session/types"],
    [
      "types whose own code imports the contract",
      "packages/types/src/a.ts",
      "@hotspot-session/spec",
    ],
    ["a CLI that goes past the client", "apps/cli/src/main.ts", "@hotspot-session/types"],
    ["a mock that imports the types", "packages/mock/src/a.ts", "@hotspot-session/types"],
    ["a service that imports the client", "apps/service/src/a.ts", "@hotspot-session/client"],
  ])("finds %s", async (_case, file, name) => {
    expect(await found({ [file]: `import "${name}";` })).toEqual([
      expect.stringMatching(`^${file}:1 imports "${name}": .* may import `),
    ]);
  });

  it.each([
    ["openapi-fetch", "apps/cli/src/a.ts", "packages/client"],
    ["openapi-fetch", "apps/service/test/a.test.ts", "packages/client"],
    ["openapi-typescript", "spec/test/a.test.ts", "packages/types"],
    ["@stoplight/prism-cli/dist/x.js", "packages/client/src/a.test.ts", "packages/mock"],
  ])("keeps %s out of %s", async (name, file, importedBy) => {
    expect(await found({ [file]: `import "${name}";` })).toEqual([
      expect.stringMatching(`^${file}:1 imports "${name}": only ${importedBy} may, .* Use what `),
    ]);
  });

  it.each([
    ["import", 'import "../../types/src/index.ts";'],
    ["new URL", 'new URL("../../types/src/index.ts", import.meta.url);'],
    ["new URL of a template", "new URL(`../../types/${name}`, import.meta.url);"],
    ["an absolute path", 'import "/packages/types/src/index.ts";'],
    ["a path out of the repository", 'import "../../../../elsewhere.ts";'],
    ["a path to the scripts of the root", 'import "../../../.ci/steps.ts";'],
  ])("finds a path into another package by %s, in a test too", async (_form, line) => {
    expect(await found({ "packages/client/src/a.test.ts": line })).toEqual([
      expect.stringMatching(
        /^packages\/client\/src\/a\.test\.ts:1 imports .*: the path leads out of packages\/client\. Import /,
      ),
    ]);
  });

  it("finds an import that an expression names", async () => {
    expect(await found({ [client]: "await import(name);" })).toEqual([
      expect.stringContaining("more.ts:1 imports what an expression names"),
    ]);
  });

  it.each([
    ["code", "apps/cli/src/a.ts", "commander", "dependencies"],
    ["code, of what is there for tests only", "spec/src/a.ts", "ajv", "dependencies"],
    ["a test", "apps/cli/test/a.test.ts", "fast-check", "devDependencies"],
  ])("finds an undeclared import in %s", async (_kind, file, name, field) => {
    expect(await found({ [file]: `import "${name}/part";` })).toEqual([
      expect.stringMatching(
        `^${file}:1 imports "${name}/part": .*package.json does not list it in its ${field}\\. Add`,
      ),
    ]);
  });

  it.each([
    [
      "against the arrows",
      { dependencies: { "@hotspot-session/mock": "workspace:*" } },
      /may import/,
    ],
    [
      "that only another package may import",
      { devDependencies: { "openapi-fetch": "catalog:" } },
      /only packages\/client may/,
    ],
    [
      "of a version of its own",
      { devDependencies: { ajv: "^8.0.0" } },
      /asks for "ajv" as \^8\.0\.0: .*catalog/,
    ],
  ])("finds a dependency %s", async (_kind, fields, says) => {
    expect(await found({ "apps/service/package.json": manifest("service", fields) })).toEqual([
      expect.stringMatching(says),
    ]);
  });

  it("finds a package in the root that makes all its files inputs of every task", async () => {
    const devDependencies = { "@hotspot-session/cli": "workspace:*" };
    expect(await found({ "package.json": JSON.stringify({ devDependencies }) })).toEqual([
      expect.stringMatching(
        /^package\.json asks for "@hotspot-session\/cli" as workspace:\*: .*"link:"/,
      ),
    ]);
  });

  it("finds a package that has no rules", async () => {
    expect(await found({ "packages/extra/package.json": manifest("extra") })).toEqual([
      expect.stringMatching(/^packages\/extra\/package\.json: .* is unknown\. Add it to/),
    ]);
  });

  it("finds a new folder at the top level", async () => {
    expect(await found({ "docs/index.md": "" })).toEqual([
      expect.stringMatching(/^docs: the top level holds only /),
    ]);
  });

  it.each(["utils.ts", "test-data/data.test.ts", "shared/token.ts", "helpers.gen.ts"])(
    "finds the empty name in %s",
    async (path) => {
      expect(await found({ [`apps/service/src/${path}`]: "" })).toEqual([
        expect.stringMatching(/does not say what is inside\. Name it/),
      ]);
    },
  );

  it("names a source that does not parse", async () => {
    await expect(found({ [client]: "import {" })).rejects.toThrow("packages/client/src/more.ts");
  });
});
